using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Scalar.AspNetCore;

namespace Valerix.ServiceDefaults.OpenApi;

/// <summary>The OpenAPI document, as a program and as a person reads it.</summary>
public static class ApiReference
{
    private const string PagePath = "/scalar";

    /// <summary>Maps <c>/openapi/v1.json</c>, and in Development a page at <c>/scalar</c> that shows it and makes calls.</summary>
    public static WebApplication MapApiReference(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapOpenApi();
        if (!app.Environment.IsDevelopment()) return app;

        // The page asks no other server for anything: it also works without a way out, and nobody learns who reads it.
        app.MapScalarApiReference(PagePath, page => page.DisableDefaultFonts().DisableTelemetry().DisableAgent())
            .DisableRateLimiting();
        return app;
    }
}
