using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Valerix.ServiceDefaults.Http;

/// <summary>What every HTTP API here shares: problem details, strict JSON, a bound on bodies.</summary>
internal static class ProblemExtensions
{
    /// <summary>An order of 100 lines fits several times.</summary>
    private const int MaxBodyBytes = 64 * 1024;

    public static void AddProblems(this IHostApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = context => Problems.Complete(context.ProblemDetails));
        builder.Services.AddSingleton<ExceptionProblems>();
        builder.Services.AddExceptionHandler<ProblemExceptionHandler>();
        // Otherwise a body that can't be read is an empty 400 outside Development.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = MaxBodyBytes);
        builder.Services.Configure<JsonOptions>(options => Configure(options.SerializerOptions));
    }

    private static void Configure(JsonSerializerOptions json)
    {
        json.NumberHandling = JsonNumberHandling.Strict;
        json.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        json.Converters.Add(new UtcJsonConverter());
    }
}
