using Valerix.OrderApi.Data;
using Valerix.OrderApi.Inventory;
using Valerix.OrderApi.Latency;
using Valerix.OrderApi.Operations;
using Valerix.OrderApi.Orders;
using Valerix.OrderApi.Reconciliation;
using Valerix.OrderApi.Steps;
using Valerix.ServiceDefaults;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.Postgres;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddServiceDatabase<OrdersDbContext>("ordersdb");
builder.AddInventory();
builder.AddOrders();
builder.AddSteps();
builder.AddReconciliation();
builder.AddLatency();
builder.Services.AddSingleton<RecentOrders>();
builder.Services.AddOpenApi(options => options.AddOperatorKey().AddTimes());

var app = builder.Build();

app.UseLatency();
app.UseServiceDefaults();
app.MapDefaultEndpoints();
app.MapOpenApi();
app.MapOrders();
app.MapReconciliation();
app.MapLatency();
app.MapOperations();

app.Run();
