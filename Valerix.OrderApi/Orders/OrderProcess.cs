using System.Data.Common;
using System.Diagnostics;
using Valerix.OrderApi.Inventory;

namespace Valerix.OrderApi.Orders;

/// <summary>Does the I/O around <see cref="OrderStateMachine"/> and <see cref="OrderSaga"/>: write, ask Inventory, write.</summary>
/// <remarks>No transaction and no connection is held while Inventory is asked.</remarks>
internal sealed partial class OrderProcess(OrderStore store, InventoryClient inventory, TimeProvider time, ILogger<OrderProcess> logger)
{
    private static readonly TimelineEntry _placed = new(nameof(OrderStatus.Pending), "The order was placed.");

    /// <summary>Stores a new order and asks Inventory to reserve for it.</summary>
    /// <returns>The order under this key, and whether an earlier call had stored it; which payload that had is the caller's to compare.</returns>
    public async Task<(Order Order, bool Replayed)> PlaceAsync(string idempotencyKey, OrderDraft draft, RequestBudget budget)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var order = await store.PlaceAsync(id, idempotencyKey, draft, _placed, budget.Whole);
        return order.Id == id ? (await AdvanceAsync(order, budget), false) : (order, true);
    }

    /// <summary>Sets an order on its way to <paramref name="goal"/>, if its state allows that.</summary>
    /// <returns>The order as it is then; null when there is none.</returns>
    public async Task<Order?> ReachAsync(Guid id, OrderStatus goal, RequestBudget budget)
    {
        if (OrderGoals.ChangeTo(goal) is not { } change) return await store.FindAsync(id, budget.Whole);

        var order = await store.WriteAsync(id, change, attempt: null, budget.Whole);
        // Not when it was refused; but when it was asked before, the outcome may still be open.
        return order is not null && OrderStateMachine.Next(order.Status, change.Trigger) is not null
            ? await AdvanceAsync(order, budget)
            : order;
    }

    /// <summary>Asks Inventory for what the order's state calls for, and writes down what the answer means.</summary>
    private async Task<Order> AdvanceAsync(Order order, RequestBudget budget)
    {
        if (OrderSaga.StepOf(order.Status) is not { } step) return order;

        var start = time.GetTimestamp();
        var answer = await inventory.AskAsync(step, order.Id, order.Lines, budget.ForInventory);
        var outcome = OrderSaga.Decide(step, answer, time.GetElapsedTime(start));
        try
        {
            // Whoever cancelled it meanwhile was faster: then this change finds no order in a state that allows it.
            return await store.WriteAsync(order.Id, outcome.Change, outcome.Attempt, budget.Whole)
                ?? throw new UnreachableException("Orders are never deleted.");
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or OperationCanceledException)
        {
            // The order itself is safe, and what is not written counts as not known yet.
            LogAnswerLost(exception, order.Id, step, outcome.Attempt.Detail);
            return order;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Order {OrderId}: the answer to {Step} could not be written down: {Answer}")]
    private partial void LogAnswerLost(Exception exception, Guid orderId, InventoryStep step, string answer);
}
