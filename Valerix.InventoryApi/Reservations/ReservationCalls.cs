using System.Diagnostics;
using Valerix.InventoryApi.Gremlin;
using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Reservations;

/// <summary>Answers the calls of a batch, each as the endpoint of its own would.</summary>
/// <param name="warehouse">Carries them out.</param>
/// <param name="exceptions">Says what an exception means for the caller.</param>
/// <param name="gremlin">Strikes them, where it is allowed to be; otherwise nobody does.</param>
internal sealed class ReservationCalls(Batcher<ReservationCommand, ReservationOutcome> warehouse, ExceptionProblems exceptions, GremlinCalls? gremlin = null)
{
    private static readonly ActivitySource _activities = new("Valerix.Inventory");

    /// <summary>Never fails: an exception is an answer as well.</summary>
    public async Task<ReservationAnswer> AnswerAsync(int place, ReservationCall call, HttpContext http)
    {
        using var activity = _activities.StartActivity($"call {call.Action}", ActivityKind.Server, call.Traceparent);
        try
        {
            var result = await ExecuteAsync(call, http.RequestAborted);
            if (gremlin is not null) result = await gremlin.StrikeAsync(MethodOf(call), PathOf(call), result, http.RequestAborted);
            return AnswerOf(place, result);
        }
        catch (Exception exception)
        {
            var problem = exceptions.Describe(http, exception);
            return new(place, problem.Status, problem);
        }
    }

    private async Task<object?> ExecuteAsync(ReservationCall call, CancellationToken cancellationToken)
    {
        var orderId = call.OrderId!.Value;
        return call.Action switch
        {
            ReservationAction.Reserve => await ReservationEndpoints.ReserveAsync(orderId, new(call.Lines, call.HoldSeconds), warehouse, cancellationToken),
            ReservationAction.Commit => await ReservationEndpoints.CommitAsync(orderId, warehouse, cancellationToken),
            ReservationAction.Release => await ReservationEndpoints.ReleaseAsync(orderId, warehouse, cancellationToken),
            _ => throw new UnreachableException(),
        };
    }

    private static ReservationAnswer AnswerOf(int place, object? result) => (result is INestedHttpResult nested ? nested.Result : result) switch
    {
        IStatusCodeHttpResult { StatusCode: { } status } and IValueHttpResult { Value: var body } => new(place, status, body),
        // The gremlin cut the connection, or what the call has of it.
        _ => new(place, Status: null, Body: null),
    };

    private static string MethodOf(ReservationCall call) => call.Action is ReservationAction.Reserve ? HttpMethods.Put : HttpMethods.Post;

    private static PathString PathOf(ReservationCall call) => call.Action switch
    {
        ReservationAction.Commit => $"/reservations/{call.OrderId}/commit",
        ReservationAction.Release => $"/reservations/{call.OrderId}/release",
        _ => $"/reservations/{call.OrderId}",
    };
}
