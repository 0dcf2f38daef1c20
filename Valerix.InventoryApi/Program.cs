using Valerix.InventoryApi.Endpoints;
using Valerix.InventoryApi.Gremlin;
using Valerix.InventoryApi.Processing;
using Valerix.InventoryApi.Storage;
using Valerix.ServiceDefaults;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.OpenApi;
using Valerix.ServiceDefaults.Postgres;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddCallTimeout();
builder.AddServiceDatabase<InventoryDbContext>("inventorydb", InitialData.AddAsync);
builder.AddProcessing();
builder.AddGremlin();
builder.Services.AddSingleton<ReservationCalls>();
builder.Services.AddOpenApi(options => options.AddOperatorKey().AddConvertedTypes().AddExamples());

var app = builder.Build();

app.UseServiceDefaults();
app.UseRequestTimeouts();
app.MapDefaultEndpoints();
app.MapApiReference();
app.MapProducts();
app.MapStock();
app.MapReservations();
app.MapReservationBatches();
app.MapGremlin();

await app.RunAsync();
