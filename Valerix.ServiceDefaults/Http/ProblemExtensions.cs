using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Valerix.ServiceDefaults.Http;

/// <summary>What every HTTP API here shares: problem details, strict JSON, a bound on bodies.</summary>
internal static class ProblemExtensions
{
    public static void AddProblems(this IHostApplicationBuilder builder)
    {
        // The first of the writers that can write a problem does.
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<ExceptionProblems>();
        builder.Services.AddExceptionHandler<ProblemExceptionHandler>();
        // Otherwise a body that can't be read is an empty 400 outside Development.
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = RequestRules.MaxDrainedBytes);
        builder.Services.Configure<JsonOptions>(options => Configure(options.SerializerOptions));
    }

    private static void Configure(JsonSerializerOptions json)
    {
        json.NumberHandling = JsonNumberHandling.Strict;
        json.AllowDuplicateProperties = false;
        json.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        json.Converters.Add(new UtcJsonConverter());
        json.Converters.Add(new ExactDecimalConverter());
    }
}
