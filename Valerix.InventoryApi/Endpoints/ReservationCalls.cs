using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Gremlin;
using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>Answers the calls of a batch, each as the endpoint of its own would.</summary>
/// <param name="reservations">Carries them out.</param>
/// <param name="exceptions">Says what an exception means for the caller.</param>
/// <param name="gremlin">Strikes them where the gremlin is allowed; null elsewhere.</param>
internal sealed class ReservationCalls(Batcher<ReservationCommand, ReservationOutcome> reservations, ExceptionProblems exceptions, GremlinCalls? gremlin = null)
{
    private static readonly ActivitySource _activities = new("Valerix.Inventory");

    /// <summary>Never fails: an exception is an answer as well.</summary>
    public async Task<ReservationAnswer> AnswerAsync(int place, ReservationCall call, HttpContext http)
    {
        using var activity = _activities.StartActivity($"call {call.Action}", ActivityKind.Server, call.Traceparent);
        try
        {
            // A call that makes no sense can't have changed stock, so the gremlin does not count it.
            if (CommandOf(call, out var invalid) is not { } command) return AnswerOf(place, invalid!);

            var answer = AnswerOf(place, command, await reservations.ExecuteAsync(command, http.RequestAborted));
            if (gremlin is null) return answer;

            return await gremlin.StrikeAsync(MethodOf(call), PathOf(call), answer, http) switch
            {
                ReservationAnswer untouched => untouched,
                ProblemHttpResult error => AnswerOf(place, error),
                // The gremlin cut the connection, or what the call has of it.
                _ => new(place, Status: null, Body: null),
            };
        }
        catch (Exception exception)
        {
            var problem = exceptions.Describe(http, exception);
            return new(place, problem.Status, problem);
        }
    }

    private static ReservationCommand? CommandOf(ReservationCall call, out ProblemHttpResult? problem)
    {
        problem = null;
        var orderId = call.OrderId!.Value;
        return call.Action switch
        {
            ReservationAction.Reserve => new ReservationRequest(call.Lines, call.HoldSeconds).ToCommand(orderId, out problem),
            ReservationAction.Commit => new ReservationCommand.Commit(orderId),
            ReservationAction.Release => new ReservationCommand.Release(orderId),
            _ => throw new UnreachableException(),
        };
    }

    private static ReservationAnswer AnswerOf(int place, ReservationCommand command, ReservationOutcome outcome) => outcome switch
    {
        ReservationOutcome.Accepted accepted => new(
            place,
            accepted.Changed && command is ReservationCommand.Reserve ? StatusCodes.Status201Created : StatusCodes.Status200OK,
            accepted.Reservation),
        var refused => AnswerOf(place, InventoryProblems.Of(refused, command.OrderId)),
    };

    private static ReservationAnswer AnswerOf(int place, ProblemHttpResult problem) => new(place, problem.StatusCode, problem.ProblemDetails);

    private static string MethodOf(ReservationCall call) => call.Action is ReservationAction.Reserve ? HttpMethods.Put : HttpMethods.Post;

    private static PathString PathOf(ReservationCall call) => call.Action switch
    {
        ReservationAction.Commit => $"/reservations/{call.OrderId}/commit",
        ReservationAction.Release => $"/reservations/{call.OrderId}/release",
        _ => $"/reservations/{call.OrderId}",
    };
}
