using System.Collections.Immutable;
using Valerix.OrderApi.Domain;

namespace Valerix.UnitTests.Protocol.Model;

/// <summary>The Order API's database: one method a transaction. Each does what the statement named beside it does.</summary>
internal sealed record OrderTables(Protection? Without)
{
    /// <summary>Each with its lines and its step, in the order in which they were placed.</summary>
    public ImmutableArray<Order> Rows { get; init; } = [];

    public Order? Find(Guid id) => Rows.FirstOrDefault(row => row.Id == id);

    public Order? FindByKey(string key) => Rows.FirstOrDefault(row => row.IdempotencyKey == key);

    /// <summary>OrderSql.Insert: ON CONFLICT (idempotency_key) DO NOTHING.</summary>
    public OrderTables Insert(Order order) =>
        FindByKey(order.IdempotencyKey) is null || Without == Protection.UniqueKey ? this with { Rows = Rows.Add(Kept(order)) } : this;

    /// <summary>StepQueue.Lease, of one row: FOR UPDATE SKIP LOCKED makes it one worker's.</summary>
    public OrderTables Lease(Order order, Guid token, DateTimeOffset now) => Replace(order, order with
    {
        Step = order.Step! with
        {
            Attempts = order.Step!.Attempts + (order.Step.LeaseUntil is null ? 0 : 1),
            LeaseUntil = now + Setting.Tick,
            LeaseToken = token,
        },
    });

    /// <summary>StepQueue.Lease: WHERE due_at &lt;= now() AND (lease_until IS NULL OR lease_until &lt;= now()).</summary>
    public bool IsClaimable(Order order, DateTimeOffset now) =>
        order.Step is { } step && step.DueAt <= now
        && (step.LeaseUntil is null || (step.LeaseUntil <= now && Without != Protection.LeaseEnd));

    /// <summary>OrderSql.Write, under the locks of LockOrders and LockSteps.</summary>
    /// <returns>The tables, and the order as the writer gets it back.</returns>
    public (OrderTables Tables, Order Order) Write(OrderWrite write, DateTimeOffset now)
    {
        var order = Find(write.OrderId)!;
        if (!Holds(write, order)) return (this, order);

        var changed = write.AppliedTo(order, now);
        return (Replace(order, Kept(changed)), changed);
    }

    /// <summary>
    /// WITH held: the fence, and the compare-and-set. The latter also stops what is left of a lost lease once the order has moved on,
    /// so taking out the fence means to take it out there too.
    /// </summary>
    private bool Holds(OrderWrite write, Order order) =>
        (write.Fence is null || order.Step?.LeaseToken == write.Fence || Without == Protection.LeaseFence
            || (Without == Protection.StepBeforeCall && order.Step is null))
        && (write.Sources.Contains(order.Status) || Without == Protection.CompareAndSet
            || (Without == Protection.LeaseFence && write.Change is null));

    private OrderTables Replace(Order order, Order by) => this with { Rows = Rows.Replace(order, by) };

    /// <summary>Without the step before the call, whoever makes the call keeps in mind what it is for.</summary>
    private Order Kept(Order order) =>
        Without == Protection.StepBeforeCall && order.Step is { LeaseUntil: not null } ? order with { Step = null } : order;
}
