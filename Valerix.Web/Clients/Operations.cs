namespace Valerix.Web.Clients;

/// <summary>The state of the orders at a glance: see <c>GET /operations</c> of the Order API.</summary>
/// <param name="Latest">The newest orders, newest first.</param>
/// <param name="Delayed">Of the recent ones those that were not answered within a second; newest first.</param>
/// <param name="Steps">Orders that wait for Inventory.</param>
/// <param name="OldestStepSeconds">Since when the oldest of them does.</param>
/// <param name="NeedingAttention">Orders that wait for a person.</param>
/// <param name="Circuit">The circuit to Inventory: Closed, HalfOpen, Open or Isolated.</param>
public sealed record Operations(
    IReadOnlyList<RecentOrder> Latest,
    IReadOnlyList<RecentOrder> Delayed,
    long Steps,
    double OldestStepSeconds,
    long NeedingAttention,
    string Circuit);

/// <param name="Order">The order.</param>
/// <param name="AnsweredAfterMs">From its placing until it was decided; null while it is not.</param>
public sealed record RecentOrder(Order Order, double? AnsweredAfterMs);
