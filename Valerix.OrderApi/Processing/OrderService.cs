using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.OrderApi.Processing;

/// <summary>
/// Does what is asked of orders: first it is written, with the step that it makes necessary; then the step is run, for as
/// long as the request has time. What is not finished then, <see cref="StepWorker"/> finishes.
/// </summary>
internal sealed class OrderService(
    OrderStore store,
    Batcher<NewOrder, Order> placing,
    Batcher<OrderWrite, Order?> writing,
    SagaEngine saga,
    StepRunner runner,
    StepQueue queue,
    DatabaseClock clock)
{
    private static readonly TimelineEntry _placed = new(nameof(OrderStatus.Pending), "The order was placed.");

    /// <summary>Stores a new order and has its stock reserved.</summary>
    /// <remarks>
    /// A caller whose budget ends first is told so, and may still get an order: the batch goes on, the order's step finishes it,
    /// and the same key finds it.
    /// </remarks>
    /// <returns>The order under this key, and whether an earlier call had stored it; which payload that had is the caller's to compare.</returns>
    public async Task<(Order Order, bool Replayed)> PlaceAsync(string idempotencyKey, OrderDraft draft, RequestBudget budget)
    {
        var token = Guid.NewGuid();
        var step = saga.StepInto(OrderStatus.Pending, token)! with { Traceparent = StepTracing.Cause };
        // Lists are ordered by id: with a replica's own clock, its orders would stand above all others for as long as that clock is ahead.
        var placed = new NewOrder(Guid.CreateVersion7(clock.Now), idempotencyKey, draft, _placed, step);
        var order = await placing.ExecuteAsync(placed, budget.Whole);
        return order.Id == placed.Id ? (await runner.RunAsync(order, token, budget), false) : (order, true);
    }

    /// <summary>The order as it is now; null when there is none.</summary>
    public async Task<Order?> FindAsync(Guid id, RequestBudget budget) =>
        (await DetachedStatement.RunAsync(token => store.FindAsync([id], token), budget.Whole)).SingleOrDefault();

    /// <summary>Sets an order on its way to <paramref name="goal"/>, if its state allows that.</summary>
    /// <returns>The order as it is then; null when there is none.</returns>
    public async Task<Order?> TransitionAsync(Guid id, OrderStatus goal, RequestBudget budget)
    {
        if (AllowedTransitions.ChangeTo(goal) is not { } change) return await FindAsync(id, budget);

        var token = Guid.NewGuid();
        var order = await writing.ExecuteAsync(saga.Request(id, change, token).WithCause(), budget.Whole);
        // Another token means that this call changed nothing: the call that wrote that token runs the step.
        return order?.IsHeldUnder(token) == true ? await runner.RunAsync(order, token, budget) : order;
    }

    /// <summary>Does the same as <see cref="RetryAsync"/> for many orders; one that can't be written keeps none of the others.</summary>
    /// <param name="limit">How many at most; those first that have waited longest.</param>
    /// <param name="budget">Bounds all of it.</param>
    /// <returns>How many orders are on their way again.</returns>
    public async Task<int> RetryAllAsync(int limit, RequestBudget budget)
    {
        var orders = await DetachedStatement.RunAsync(token => queue.FindNeedingAttentionAsync(limit, token), budget.Whole);
        var written = orders.Select(order => saga.Resume(order, Guid.NewGuid())).OfType<OrderWrite>().Select(async write =>
        {
            try
            {
                return await writing.ExecuteAsync(write.WithCause(), budget.Whole) is { Status: not OrderStatus.NeedsAttention };
            }
            catch (Exception exception) when (exception is not OverloadedException && PostgresFailures.IsItemFault(exception))
            {
                return false;
            }
        });
        return (await Task.WhenAll(written)).Count(resumed => resumed);
    }

    /// <summary>Puts an order that needs attention back to where it came from, for a worker to try again.</summary>
    /// <returns>The order as it is then, whether or not it needed attention; null when there is none.</returns>
    public async Task<Order?> RetryAsync(Guid id, RequestBudget budget)
    {
        var order = await FindAsync(id, budget);
        return order is not null && saga.Resume(order, Guid.NewGuid()) is { } write ? await writing.ExecuteAsync(write.WithCause(), budget.Whole) : order;
    }
}
