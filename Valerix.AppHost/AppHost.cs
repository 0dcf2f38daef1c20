using Microsoft.Extensions.Configuration;
using Valerix.AppHost.Backup;
using Valerix.AppHost.Console;
using Valerix.AppHost.Gremlin;
using Valerix.AppHost.LoadTest;
using Valerix.AppHost.Postgres;
using Valerix.AppHost.Restarts;
using Valerix.AppHost.Services;
using Valerix.AppHost.Settings;

// A missing program or a wrong setting is one sentence for the user; a stack trace would bury that sentence.
AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
{
    if (failure.ExceptionObject is not DistributedApplicationException { Message: var sentence }) return;
    Console.Error.WriteLine(sentence);
    Environment.Exit(1);
};

var builder = DistributedApplication.CreateBuilder(args);

var operatorKey = builder.AddParameter("operator-key", new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true);
var replicas = builder.Configuration.GetValue("Replicas", 1);

var ordersDb = builder.AddPostgresDatabase("orders-postgres", "ordersdb");
var inventoryDb = builder.AddPostgresDatabase("inventory-postgres", "inventorydb");

var inventoryApi = builder.AddService<Projects.Valerix_InventoryApi>("inventoryapi", replicas, api => api
        .WithReference(inventoryDb).WaitFor(inventoryDb)
        .WithEnvironment("Operator__Key", operatorKey)
        .WithSection("RateLimits")
        .WithSection("Gremlin"),
        maxSilence: TimeSpan.FromSeconds(100))
    .WithPages("Products", "/products", ("Health", "/health"), ("Gremlin", "/gremlin"), ("API reference", "/scalar"), ("OpenAPI", "/openapi/v1.json"))
    .WithGremlinCommands(operatorKey);

// No wait for Inventory: orders are taken while it is away.
var orderApi = builder.AddService<Projects.Valerix_OrderApi>("orderapi", replicas, api => api
        .WithReference(ordersDb).WaitFor(ordersDb)
        .WithReference(inventoryApi)
        .WithEnvironment("Operator__Key", operatorKey)
        .WithSection("RateLimits"),
        // The Order API answers within 3 s and 250 ms, or not at all.
        maxSilence: TimeSpan.FromSeconds(3.1))
    .WithPages("Gauge", "/latency", ("Health", "/health"), ("API reference", "/scalar"), ("OpenAPI", "/openapi/v1.json"))
    .WithExternalHttpEndpoints();

var web = builder.AddService<Projects.Valerix_Web>("web")
    .WithReference(orderApi).WaitFor(orderApi)
    .WithReference(inventoryApi)
    .WithEnvironment("Operator__Key", operatorKey)
    .WithSection("Gremlin")
    .WithSection("Circuits")
    .WithSection("DataProtection")
    .WithHttpHealthCheck("/ready")
    .WithPages("Control room", "/", ("Schrödinger's lab", "/lab"))
    .WithExternalHttpEndpoints();

builder.AddLoadTest("loadtest", "--orders", "1000", "--ship", "--gremlin", "everything")
    .WithReference(orderApi).WaitFor(orderApi)
    .WithReference(inventoryApi).WaitFor(inventoryApi)
    .WithEnvironment("Operator__Key", operatorKey);

builder.AddBackup(ordersDb, inventoryDb);

builder.RestartCrashedServices();
builder.SayWhenReady(("Web", web), ("Order API", orderApi), ("Inventory API", inventoryApi));

builder.Build().Run();
