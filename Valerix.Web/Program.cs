using Valerix.ServiceDefaults;
using Valerix.Web.Access;
using Valerix.Web.Clients;
using Valerix.Web.Components;
using Valerix.Web.Health;
using Valerix.Web.Lab;
using Valerix.Web.Live;
using Valerix.Web.Purchases;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddAccess();
builder.Services.AddApiClients();
builder.Services.AddServiceHealthChecks();
builder.Services.AddLive();
builder.Services.AddScoped<PurchaseSession>();
builder.Services.AddTransient<Experiment>();
builder.Services.AddRazorComponents().AddInteractiveServerComponents();

var app = builder.Build();
app.UseServiceDefaults();
app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.UseAntiforgery();
app.MapDefaultEndpoints();
app.MapAccess();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.Run();
