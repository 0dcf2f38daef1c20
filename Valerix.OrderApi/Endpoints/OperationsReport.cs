using Polly.CircuitBreaker;
using Valerix.OrderApi.Storage;

namespace Valerix.OrderApi.Endpoints;

/// <summary>The state of the orders at a glance.</summary>
/// <param name="Latest">The newest orders, newest first.</param>
/// <param name="Delayed">Those of the latest that were not answered within a second, or are not yet; newest first.</param>
/// <param name="Steps">How many orders wait for Inventory.</param>
/// <param name="OldestStepSeconds">Since when the oldest of them does; 0 when none.</param>
/// <param name="NeedingAttention">How many orders wait for a person.</param>
/// <param name="Circuit">The circuit to Inventory, as the replica that answers sees it.</param>
internal sealed record OperationsReport(
    IReadOnlyList<RecentOrderResponse> Latest,
    IReadOnlyList<RecentOrderResponse> Delayed,
    long Steps,
    double OldestStepSeconds,
    long NeedingAttention,
    CircuitState Circuit)
{
    public static OperationsReport Of(IReadOnlyList<RecentOrder> orders, StepBacklog backlog, CircuitState circuit) => new(
        [.. orders.Where(order => order.IsLatest).Select(RecentOrderResponse.From)],
        [.. orders.Where(order => order.IsDelayed).Select(RecentOrderResponse.From)],
        backlog.Steps,
        Math.Round(backlog.OldestAge.TotalSeconds, 1),
        backlog.OrdersNeedingAttention,
        circuit);
}

/// <param name="Order">The order as <c>GET /orders/{id}</c> shows it.</param>
/// <param name="AnsweredAfterMs">From its placing until it was decided; null while it is not.</param>
internal sealed record RecentOrderResponse(OrderResponse Order, double? AnsweredAfterMs)
{
    public static RecentOrderResponse From(RecentOrder recent) => new(OrderResponse.From(recent.Order), recent.AnsweredAfterMs);
}

/// <param name="Order">The order as <c>GET /orders/{id}</c> shows it.</param>
/// <param name="Events">What happened to it, oldest first.</param>
internal sealed record OrderStory(OrderResponse Order, IReadOnlyList<TimelineEventResponse> Events);

/// <param name="Retried">How many orders are on their way again.</param>
/// <param name="Remaining">How many orders need attention still, or again.</param>
internal sealed record RetryReport(int Retried, long Remaining);
