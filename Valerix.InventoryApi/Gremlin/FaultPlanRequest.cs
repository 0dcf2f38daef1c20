using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Gremlin;

/// <summary>A plan as an operator sends it, or as it stands in the configuration. A fault that is not named is off.</summary>
/// <param name="Latency">Delays the response.</param>
/// <param name="Error">Answers 500 after the commit.</param>
/// <param name="Drop">Cuts the connection after the commit.</param>
/// <param name="Crash">Ends the process after the commit.</param>
internal sealed record FaultPlanRequest(
    LatencyFaultRequest? Latency = null,
    FaultRequest? Error = null,
    FaultRequest? Drop = null,
    FaultRequest? Crash = null)
{
    private const int MaxDelayMs = 60_000;
    private const string EveryRule = "must be a whole number, at least 0; 0 is off.";

    /// <summary>Makes a plan of the request; null, with <paramref name="problem"/> saying why, when it makes no sense.</summary>
    public FaultPlan? ToPlan(out ProblemHttpResult? problem)
    {
        problem = new InputErrors()
            .Require(
                Latency is not null || Error is not null || Drop is not null || Crash is not null,
                "plan",
                "must name at least one of latency, error, drop and crash. DELETE /gremlin turns all of them off.")
            .Require(Latency is null or { Every: >= 0 }, "latency.every", EveryRule)
            .Require(
                Latency is null or { DelayMs: >= 0 and <= MaxDelayMs } or { Every: 0, DelayMs: null },
                "latency.delayMs",
                $"must be a whole number of milliseconds from 0 to {MaxDelayMs}.")
            .Require(Error is null or { Every: >= 0 }, "error.every", EveryRule)
            .Require(Drop is null or { Every: >= 0 }, "drop.every", EveryRule)
            .Require(Crash is null or { Every: >= 0 }, "crash.every", EveryRule)
            .Problem;
        return problem is not null ? null : new(
            new LatencyFault(Latency?.Every ?? 0, Latency?.DelayMs ?? 0),
            new Fault(Error?.Every ?? 0),
            new Fault(Drop?.Every ?? 0),
            new Fault(Crash?.Every ?? 0));
    }
}

/// <param name="Every">Strikes every so-many-th stock-changing call; 0 is off.</param>
internal sealed record FaultRequest(int? Every = null);

/// <param name="Every">Strikes every so-many-th stock-changing call; 0 is off.</param>
/// <param name="DelayMs">For how many milliseconds, at most a minute.</param>
internal sealed record LatencyFaultRequest(int? Every = null, int? DelayMs = null);
