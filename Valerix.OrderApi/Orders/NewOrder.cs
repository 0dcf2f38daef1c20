using Valerix.OrderApi.Steps;

namespace Valerix.OrderApi.Orders;

/// <summary>An order that is to be stored, if its key has none yet.</summary>
/// <param name="Id">A UUIDv7.</param>
/// <param name="IdempotencyKey">The shopper's key.</param>
/// <param name="Draft">What is ordered.</param>
/// <param name="First">The timeline's beginning.</param>
/// <param name="Step">What it needs first, leased to whoever stores it.</param>
internal sealed record NewOrder(Guid Id, string IdempotencyKey, OrderDraft Draft, TimelineEntry First, PlannedStep Step);
