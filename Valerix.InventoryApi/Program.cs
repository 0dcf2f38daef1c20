using Valerix.InventoryApi.Data;
using Valerix.InventoryApi.Gremlin;
using Valerix.InventoryApi.Products;
using Valerix.InventoryApi.Reservations;
using Valerix.InventoryApi.Stock;
using Valerix.ServiceDefaults;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.Postgres;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddServiceDatabase<InventoryDbContext>("inventorydb", InitialData.AddAsync);
builder.AddReservations();
builder.AddGremlin();
builder.Services.AddOpenApi(options => options.AddOperatorKey().AddTimes());
builder.Services.AddSingleton<StockStore>();
builder.Services.AddScoped<LedgerReader>();

var app = builder.Build();

app.UseServiceDefaults();
app.MapDefaultEndpoints();
app.MapOpenApi();
app.MapProducts();
app.MapStock();
app.MapReservations();
app.MapReservationBatches();
app.MapGremlin();

await app.RunAsync();
