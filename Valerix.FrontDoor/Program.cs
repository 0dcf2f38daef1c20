using Valerix.FrontDoor;
using Valerix.ServiceDefaults.Telemetry;

var builder = WebApplication.CreateBuilder(args);
builder.AddTelemetry();
// The replicas have limits of their own, and their refusals say more than a proxy could.
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));

var app = builder.Build();
app.UseMiddleware<UnansweredCalls>();
app.MapReverseProxy(proxy =>
{
    proxy.UseMiddleware<NextReplica>();
    proxy.UseLoadBalancing();
});
await app.RunAsync();
