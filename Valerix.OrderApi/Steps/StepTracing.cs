using System.Diagnostics;
using Valerix.OrderApi.Orders;
using Valerix.OrderApi.Saga;

namespace Valerix.OrderApi.Steps;

/// <summary>Activity source <c>Valerix.Orders</c>: each attempt at a step is a span, in the request's trace or, when a worker makes it, in one of its own.</summary>
internal static class StepTracing
{
    private static readonly ActivitySource _source = new("Valerix.Orders");

    public static Activity? Start(SagaStep step, Order order) =>
        _source.StartActivity($"step {step}", ActivityKind.Internal, parentContext: default, links: LinksOf(order.Step?.Traceparent, Activity.Current))
            ?.SetTag("valerix.order.id", order.Id)
            .SetTag("valerix.order.status", order.Status.ToString())
            .SetTag("valerix.step.attempts", order.Step?.Attempts);

    // Within the request that caused it, the span is in that trace already.
    internal static ActivityLink[] LinksOf(string? traceparent, Activity? current) =>
        ActivityContext.TryParse(traceparent, traceState: null, isRemote: true, out var cause) && cause.TraceId != current?.TraceId
            ? [new(cause)]
            : [];
}
