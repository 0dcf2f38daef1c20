using Microsoft.AspNetCore.DataProtection;
using Valerix.ServiceDefaults.Health;

namespace Valerix.Web.Security;

/// <summary>Registers the protection of the browser's side, of the cookies and of Web's memory.</summary>
internal static class SecurityExtensions
{
    private const string ApplicationName = "Valerix.Web";

    /// <summary>Where the keys of cookies and of rendered pages are kept; several replicas name the same folder.</summary>
    private const string KeyFolder = "DataProtection:Folder";

    public static void AddWebSecurity(this WebApplicationBuilder builder)
    {
        var protection = builder.Services.AddDataProtection().SetApplicationName(ApplicationName);
        if (builder.Configuration[KeyFolder] is { Length: > 0 } folder) protection.PersistKeysToFileSystem(new(folder));
        builder.Services.AddOptions<CircuitBounds>().BindConfiguration(CircuitBounds.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CircuitPlaces>();
    }

    public static void UseWebSecurity(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
            // A platform probes without TLS. Where no https port is configured, nothing is redirected.
            app.UseWhen(context => !HealthExtensions.IsProbe(context.Request.Path), pages => pages.UseHttpsRedirection());
        }

        app.UseMiddleware<OwnOriginOnly>();
    }
}
