using Microsoft.AspNetCore.Http.Features;

namespace Valerix.OrderApi.Latency;

/// <summary>Times every request from its first line to the end of its answer, however it ends.</summary>
internal sealed class LatencyMiddleware(RequestDelegate next, LatencyRecorder recorder, TimeProvider time)
{
    /// <summary>Probes, the gauge itself, what only describes the API, the operators' own looks and the events' readers: no shopper waits for them.</summary>
    private static readonly PathString[] _uncounted = ["/alive", "/ready", "/health", "/latency", "/openapi", "/scalar", "/operations", "/events"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (!Counts(context))
        {
            await next(context);
            return;
        }

        var startedAt = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            recorder.Record(time.GetElapsedTime(startedAt));
        }
    }

    // A warm-up request has no connection.
    private static bool Counts(HttpContext context) =>
        context.Features.Get<IHttpConnectionFeature>() is not null
        && !Array.Exists(_uncounted, path => context.Request.Path.StartsWithSegments(path));
}
