using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.ServiceDefaults.OpenApi;

namespace Valerix.OrderApi.Latency;

/// <summary>Every route of <c>/latency</c>.</summary>
internal static class LatencyEndpoints
{
    public static void MapLatency(this IEndpointRouteBuilder routes)
    {
        var latency = routes.MapGroup("/latency").WithTags("Latency").DisableRateLimiting();

        latency.MapGet("/", (LatencyGauge gauge) => TypedResults.Ok(gauge.Read()))
            .WithName("getLatency")
            .WithSummary("The mean response time of the last 30 s over all replicas, and whether it is green or red")
            .WithDescription("Counts every call but health, this one, streams and this description. No traffic is green.")
            .WithResponseExample(StatusCodes.Status200OK, "green", LatencyExamples.Report);

        latency.MapGet("/stream", Stream)
            .WithName("streamLatency")
            .WithSummary("The same as server-sent events, one a second")
            .WithResponseExample(StatusCodes.Status200OK, "green", LatencyExamples.Event)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static ServerSentEventsResult<LatencyReport> Stream(LatencyStreams streams, HttpResponse response, CancellationToken cancellationToken)
    {
        // nginx, and what is built on it, would otherwise gather events and pass them on seconds later in one piece.
        response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(streams.Open(cancellationToken));
    }
}
