using System.Diagnostics;
using Valerix.OrderApi.Orders;
using Valerix.OrderApi.Saga;

namespace Valerix.OrderApi.Steps;

/// <summary>Activity source <c>Valerix.Orders</c>: each attempt at a step is a span, in the request's trace or, when a worker makes it, in one of its own.</summary>
internal static class StepTracing
{
    private static readonly ActivitySource _source = new("Valerix.Orders");

    public static Activity? Start(SagaStep step, Order order) =>
        _source.StartActivity($"step {step}")
            ?.SetTag("valerix.order.id", order.Id)
            .SetTag("valerix.order.status", order.Status.ToString())
            .SetTag("valerix.step.attempts", order.Step?.Attempts);
}
