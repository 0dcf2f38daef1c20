using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>Calls for several orders, each answered as if it had come alone.</summary>
/// <param name="Calls">1 to 64 of them.</param>
internal sealed record ReservationBatchRequest(IReadOnlyList<ReservationCall?>? Calls)
{
    private const int MaxCalls = 64;

    /// <summary>What is wrong with the batch as such; null when each call can be looked at.</summary>
    public ProblemHttpResult? FindProblem()
    {
        var errors = new InputErrors().Require(Calls is { Count: >= 1 and <= MaxCalls }, "calls", $"must be 1 to {MaxCalls} calls.");
        for (var i = 0; i < (Calls?.Count ?? 0); i++)
        {
            errors.Require(Calls![i]?.OrderId is not null, $"calls[{i}].orderId", "must be an order's id.")
                .Require(Calls[i]?.Action is not null, $"calls[{i}].action", $"must be one of {string.Join(", ", Enum.GetNames<ReservationAction>())}.");
        }

        return errors.Problem;
    }
}

/// <summary>One call of a batch.</summary>
/// <param name="OrderId">For which order.</param>
/// <param name="Action">What to do.</param>
/// <param name="Lines">For a reserve, as in <see cref="ReservationRequest"/>.</param>
/// <param name="HoldSeconds">For a reserve, as in <see cref="ReservationRequest"/>.</param>
/// <param name="Traceparent">The trace that the call belongs to, as in https://www.w3.org/TR/trace-context/; null when in none.</param>
internal sealed record ReservationCall(
    Guid? OrderId, ReservationAction? Action, IReadOnlyList<ReservationRequestLine?>? Lines, int? HoldSeconds, string? Traceparent);

internal enum ReservationAction
{
    Reserve,
    Commit,
    Release,
}

/// <summary>The answer to one call of a batch.</summary>
/// <param name="Call">Its place in the batch, from 0.</param>
/// <param name="Status">The status that it would have been answered with alone; null when it would have been hung up on.</param>
/// <param name="Body">The body that it would have been answered with alone.</param>
internal sealed record ReservationAnswer(int Call, int? Status, object? Body);
