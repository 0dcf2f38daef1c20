using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Valerix.ServiceDefaults.Health;
using Valerix.ServiceDefaults.Http;

namespace Valerix.ServiceDefaults.Postgres;

/// <summary>Holds requests back until the schema is there.</summary>
internal static class SchemaReadinessExtensions
{
    /// <summary>Most migrations are done within a second or two.</summary>
    private const int RetryAfterSeconds = 2;

    /// <summary>Answers every request but the probes with 503 until the migrations are applied; does nothing in a service without a database.</summary>
    public static void UseSchemaReadiness(this WebApplication app)
    {
        if (app.Services.GetService<SchemaReadiness>() is not { } schema) return;

        app.Use(async (context, next) =>
        {
            if (schema.IsReady || HealthExtensions.IsProbe(context.Request.Path))
            {
                await next(context);
                return;
            }

            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            await Problems.Of(
                StatusCodes.Status503ServiceUnavailable,
                ProblemNames.Unavailable,
                "The database's schema is not up to date yet. Nothing was done: send the same call again in a moment; GET /health says what it waits for.")
                .ExecuteAsync(context);
        });
    }
}
