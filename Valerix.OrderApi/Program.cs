using Valerix.OrderApi.Endpoints;
using Valerix.OrderApi.Events;
using Valerix.OrderApi.Inventory;
using Valerix.OrderApi.Latency;
using Valerix.OrderApi.Processing;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults;
using Valerix.ServiceDefaults.OpenApi;
using Valerix.ServiceDefaults.Postgres;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddServiceDatabase<OrdersDbContext>("ordersdb");
builder.AddInventory();
builder.AddProcessing();
builder.AddLatency();
builder.AddEvents();
builder.Services.AddOpenApi(options => options.AddOperatorKey().AddConvertedTypes().AddExamples());

var app = builder.Build();

app.UseLatency();
app.UseServiceDefaults();
app.MapDefaultEndpoints();
app.MapApiReference();
app.MapOrders();
app.MapReconciliation();
app.MapLatency();
app.MapEvents();
app.MapOperations();

app.Run();
