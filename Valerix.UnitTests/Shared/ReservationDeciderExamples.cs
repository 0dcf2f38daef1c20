using Valerix.InventoryApi.Domain;

namespace Valerix.UnitTests.Shared;

/// <summary>Small warehouses to decide in.</summary>
internal static class ReservationDeciderExamples
{
    public const decimal Price = 9.99m;

    public static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>When reservations that are there already were last changed.</summary>
    public static readonly DateTimeOffset Earlier = Now.AddMinutes(-5);

    public static readonly Guid Order = Guid.CreateVersion7();

    public static readonly Guid OtherOrder = Guid.CreateVersion7();

    private static readonly HashSet<string> _none = [];
    private static readonly string[] _skus = ["A", "B", "C"];

    public static Product Product(string sku, long onHand, long reserved) =>
        new() { Sku = sku, Name = sku, UnitPrice = Price, OnHand = onHand, Reserved = reserved };

    /// <summary>A warehouse where nothing is reserved.</summary>
    public static ReservationDecider Stocked(params (string Sku, long OnHand)[] stock) =>
        new(stock.Select(item => Product(item.Sku, item.OnHand, reserved: 0)), [], Now, _none);

    /// <summary>A warehouse whose product A is locked, and has 10 of B; with a reservation that may be of either.</summary>
    public static ReservationDecider WithBusyA(params Reservation[] reservations) =>
        new([Product("B", onHand: 10, reservations.Sum(reservation => Held(reservation, "B")))], reservations, Now, new HashSet<string> { "A" });

    /// <summary>A warehouse with 10 each of A, B and C, and one reservation.</summary>
    public static ReservationDecider With(Reservation reservation) =>
        new(
            _skus.Select(sku => Product(sku, onHand: 10, Held(reservation, sku))),
            [reservation],
            Now,
            _none);

    /// <summary>The reservation of <see cref="Order"/>: 2 of A and 1 of B.</summary>
    public static Reservation InState(ReservationState state) => new()
    {
        OrderId = Order,
        State = state,
        Lines = [new("A", 2, Price), new("B", 1, Price)],
        CreatedAt = Earlier,
        UpdatedAt = Earlier,
    };

    public static ReservationCommand.Reserve ReserveFor(Guid orderId, params (string Sku, int Quantity)[] lines) =>
        new(orderId, [.. lines.Select(line => new RequestedLine(line.Sku, line.Quantity))], Hold: null);

    public static IEnumerable<(MovementKind Kind, string Sku, long OnHand, long Reserved)> Moved(ReservationDecider warehouse) =>
        warehouse.Movements.Select(movement => (movement.Kind, movement.Sku, movement.OnHandDelta, movement.ReservedDelta));

    public static void ShouldHaveChangedNothing(ReservationDecider warehouse)
    {
        warehouse.Movements.ShouldBeEmpty();
        warehouse.Opened.ShouldBeEmpty();
        warehouse.Closed.ShouldBeEmpty();
    }

    private static long Held(Reservation reservation, string sku) =>
        reservation.State == ReservationState.Reserved ? reservation.Lines.Where(line => line.Sku == sku).Sum(line => line.Quantity) : 0;
}
