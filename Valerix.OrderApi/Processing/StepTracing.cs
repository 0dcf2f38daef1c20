using System.Diagnostics;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Processing;

/// <summary>Activity source <c>Valerix.Orders</c>: each attempt at a step is a span, in the request's trace or, when a worker makes it, in one of its own.</summary>
internal static class StepTracing
{
    private static readonly ActivitySource _source = new("Valerix.Orders");

    public static Activity? Start(SagaStep step, Order order) =>
        _source.StartActivity($"step {step}", ActivityKind.Internal, parentContext: default, links: LinksOf(order.Step?.Traceparent, Activity.Current))
            ?.SetTag("valerix.order.id", order.Id)
            .SetTag("valerix.order.status", order.Status.ToString())
            .SetTag("valerix.step.attempts", order.Step?.Attempts);

    /// <summary>Names the span that is current here as the cause of the write's step, for the step's later attempts to link to.</summary>
    /// <remarks>Before the write is handed to a batch: the batch runs in no request's trace.</remarks>
    public static OrderWrite WithCause(this OrderWrite write) =>
        write.Step is { } step ? write with { Step = step with { Traceparent = Cause } } : write;

    /// <summary>The W3C traceparent of the current span; null when none is recorded.</summary>
    public static string? Cause => Activity.Current is { Recorded: true } cause ? cause.Id : null;

    // Within the request that caused it, the span is in that trace already.
    internal static ActivityLink[] LinksOf(string? traceparent, Activity? current) =>
        ActivityContext.TryParse(traceparent, traceState: null, isRemote: true, out var cause) && cause.TraceId != current?.TraceId
            ? [new(cause)]
            : [];
}
