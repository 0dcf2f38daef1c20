using Valerix.ServiceDefaults;
using Valerix.ServiceDefaults.Resilience;
using Valerix.Web.Access;
using Valerix.Web.Clients;
using Valerix.Web.Components;
using Valerix.Web.Health;
using Valerix.Web.Lab;
using Valerix.Web.Live;
using Valerix.Web.Purchases;
using Valerix.Web.Security;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
// The Order API repeats its own calls of Inventory.
builder.RetryUnsentOnly();
builder.AddAccess();
builder.Services.AddApiClients();
builder.Services.AddServiceHealthChecks();
builder.Services.AddLive();
builder.Services.AddScoped<PurchaseSession>();
builder.Services.AddTransient<Experiment>();
builder.Services.AddRazorComponents().AddInteractiveServerComponents(CircuitBounds.Configure);
builder.AddWebSecurity();

var app = builder.Build();
app.UseWebSecurity();
app.UseServiceDefaults();
app.UseMiddleware<CircuitLimit>();
app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.UseAntiforgery();
app.MapDefaultEndpoints();
app.MapAccess();
app.MapStaticAssets();
// The header that says which sites may frame a page is set with all the others.
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
app.Run();
