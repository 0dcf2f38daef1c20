using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Storage;

namespace Valerix.Tests.Orders.Storage;

/// <summary>Orders to store.</summary>
internal static class StoreExamples
{
    public static readonly TimeSpan Long = TimeSpan.FromHours(1);

    /// <summary>A new order for two of A and one of B.</summary>
    /// <param name="token">The lease of its first step.</param>
    /// <param name="lease">How long that is; null for nobody's.</param>
    /// <param name="key">Its idempotency key; one of its own when null.</param>
    public static NewOrder New(Guid token, TimeSpan? lease, string? key = null) => new(
        Guid.CreateVersion7(),
        key ?? Unique.Key(),
        new OrderDraft("c-42", [new() { Sku = "A", Quantity = 2 }, new() { Sku = "B", Quantity = 1 }]),
        new(nameof(OrderStatus.Pending), "The order was placed."),
        new PlannedStep(SagaStep.Reserve, token) { DueIn = TimeSpan.Zero, Lease = lease });

    public static async Task<Order> PlaceAsync(this OrderStore store, NewOrder order) =>
        (await store.PlaceAsync([order], CancellationToken.None)).ShouldHaveSingleItem();

    public static async Task<Order> WriteAsync(this OrderStore store, OrderWrite write) =>
        (await store.WriteAsync([write], CancellationToken.None)).ShouldHaveSingleItem().ShouldNotBeNull();

    public static async Task<IReadOnlyList<Guid>> TakeAsync(this StepQueue queue, int count, TimeSpan lease, params SagaStep[] steps) =>
        [.. (await queue.TakeAsync(steps.Length > 0 ? steps : Enum.GetValues<SagaStep>(), count, lease, CancellationToken.None)).Select(order => order.Id)];

    /// <summary>All that is known of an order.</summary>
    public static string Everything(Order order) => string.Join(' ',
        Describe(order),
        order.Id,
        order.CustomerId,
        order.IdempotencyKey,
        Convert.ToHexString(order.PayloadHash),
        $"created:{order.CreatedAt:O} updated:{order.UpdatedAt:O}",
        $"step:{order.Step?.CreatedAt:O} due:{order.Step?.DueAt:O} leased:{order.Step?.LeaseUntil:O}");

    /// <summary>All that the protocol knows of an order, without its times.</summary>
    public static string Describe(Order order) => string.Join(' ',
        order.Status,
        order.Message,
        order.Total,
        order.AttentionFrom,
        order.Refusal?.ToJson(),
        string.Join(',', order.Lines.OrderBy(line => line.Sku, StringComparer.Ordinal).Select(line => $"{line.Quantity}×{line.Sku}@{line.UnitPrice}")),
        order.Step is not { } step
            ? "nothing"
            : $"{step.Step} {step.Attempts} due:{step.DueAt is not null} leased:{step.LeaseUntil is not null} {step.LeaseToken} {step.Refusal?.ToJson()}");
}
