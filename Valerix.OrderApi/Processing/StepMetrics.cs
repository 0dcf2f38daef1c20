using System.Diagnostics.Metrics;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Storage;

namespace Valerix.OrderApi.Processing;

/// <summary>Meter <c>Valerix.Orders</c>: what is tried, what came of it, and what is unfinished.</summary>
internal sealed class StepMetrics
{
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _outcomes;
    private StepBacklog? _backlog;

    public StepMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Valerix.Orders");
        _attempts = meter.CreateCounter<long>(
            "valerix.orders.step.attempts", "{attempt}", "Attempts at a step, by this process.");
        _outcomes = meter.CreateCounter<long>(
            "valerix.orders.outcomes", "{order}", "Orders that a step brought into a status, by this process.");
        meter.CreateObservableGauge(
            "valerix.orders.needing_attention",
            () => Observe(backlog => backlog.OrdersNeedingAttention),
            "{order}",
            "Orders that wait for a person, over all replicas.");
        meter.CreateObservableGauge(
            "valerix.orders.steps",
            () => Observe(backlog => backlog.Steps),
            "{step}",
            "Steps under way or waiting for their next attempt, over all replicas.");
        meter.CreateObservableGauge(
            "valerix.orders.steps.oldest.age",
            () => Observe(backlog => backlog.OldestAge.TotalSeconds),
            "s",
            "Since when the oldest of these steps is needed.");
    }

    public void Attempted(SagaStep step, StepResult result) =>
        _attempts.Add(1, new("step", step.ToString()), new KeyValuePair<string, object?>("outcome", result.GetType().Name));

    public void Reached(OrderStatus status) => _outcomes.Add(1, new KeyValuePair<string, object?>("valerix.order.status", status.ToString()));

    /// <summary>What the gauges say from now on; null makes them silent, which is better than an old number.</summary>
    public void Backlog(StepBacklog? backlog) => _backlog = backlog;

    private IEnumerable<Measurement<T>> Observe<T>(Func<StepBacklog, T> value) where T : struct =>
        _backlog is { } backlog ? [new(value(backlog))] : [];
}
