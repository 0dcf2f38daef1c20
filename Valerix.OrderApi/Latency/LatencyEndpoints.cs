using Microsoft.AspNetCore.Http.HttpResults;

namespace Valerix.OrderApi.Latency;

/// <summary>Every route of <c>/latency</c>.</summary>
internal static class LatencyEndpoints
{
    public static void MapLatency(this IEndpointRouteBuilder routes)
    {
        var latency = routes.MapGroup("/latency").WithTags("Latency").DisableRateLimiting();

        latency.MapGet("/", (LatencyGauge gauge) => TypedResults.Ok(gauge.Read()))
            .WithSummary("The mean response time of the last 30 s over all replicas, and whether it is green or red")
            .WithDescription("Counts every call but health, this one, streams and this description. No traffic is green.");

        latency.MapGet("/stream", Stream)
            .WithSummary("The same as server-sent events, one a second")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static ServerSentEventsResult<LatencyReport> Stream(LatencyStreams streams, HttpResponse response, CancellationToken cancellationToken)
    {
        // nginx, and what is built on it, would otherwise gather events and pass them on seconds later in one piece.
        response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(streams.Open(cancellationToken));
    }
}
