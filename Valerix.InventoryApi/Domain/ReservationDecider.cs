namespace Valerix.InventoryApi.Domain;

/// <summary>
/// Decides about reservations, one command after the other as they arrived, over the part of the warehouse that was loaded and locked for them.
/// It does no I/O: what has to be written piles up in <see cref="Opened"/>, <see cref="Closed"/> and <see cref="Movements"/>.
/// </summary>
/// <param name="products">Every existing product that a command, or one of <paramref name="reservations"/>, names.</param>
/// <param name="reservations">The reservation, if there is one, of every order that a command names.</param>
/// <param name="now">The time at which all of it happens.</param>
/// <param name="busy">Products that exist and are not among <paramref name="products"/>, because another transaction keeps them locked.</param>
internal sealed class ReservationDecider(
    IEnumerable<Product> products, IEnumerable<Reservation> reservations, DateTimeOffset now, IReadOnlySet<string> busy)
{
    private readonly Dictionary<string, Product> _products = products.ToDictionary(product => product.Sku, StringComparer.Ordinal);
    private readonly Dictionary<Guid, Reservation> _reservations = reservations.ToDictionary(reservation => reservation.OrderId);
    private readonly HashSet<Guid> _opened = [];
    private readonly HashSet<Guid> _closed = [];
    private readonly List<Movement> _movements = [];

    /// <summary>Reservations that are new, in their last state: a later command may have closed them already.</summary>
    public IReadOnlyList<Reservation> Opened => [.. _opened.Select(orderId => _reservations[orderId])];

    /// <summary>Reservations that were there before and are closed now.</summary>
    public IReadOnlyList<Reservation> Closed => [.. _closed.Select(orderId => _reservations[orderId])];

    /// <summary>What moved, in the order in which it was decided.</summary>
    public IReadOnlyList<Movement> Movements => _movements;

    public ReservationOutcome Decide(ReservationCommand command)
    {
        var reservation = _reservations.GetValueOrDefault(command.OrderId);
        if (NeedsBusyProduct(command, reservation)) return new ReservationOutcome.Busy();

        // An overdue hold counts as lapsed whether or not the sweeper came by.
        var lapsed = reservation?.IsExpired(now) == true;
        if (lapsed) reservation = Close(reservation!, ReservationState.Lapsed);

        return command switch
        {
            ReservationCommand.Reserve reserve => Reserve(reserve, reservation),
            ReservationCommand.Commit => Commit(reservation),
            ReservationCommand.Release release => Release(release, reservation),
            ReservationCommand.Lapse => reservation is null ? new ReservationOutcome.NotFound() : new ReservationOutcome.Accepted(reservation, lapsed),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "The warehouse knows no such command."),
        };
    }

    private bool NeedsBusyProduct(ReservationCommand command, Reservation? reservation) => (command, reservation) switch
    {
        (ReservationCommand.Reserve reserve, null) => reserve.Lines.Any(line => busy.Contains(line.Sku)),
        (ReservationCommand.Reserve, { State: ReservationState.Reserved }) when !reservation.IsExpired(now) => false,
        (_, { State: ReservationState.Reserved }) => reservation.Lines.Any(line => busy.Contains(line.Sku)),
        _ => false,
    };

    private ReservationOutcome Reserve(ReservationCommand.Reserve reserve, Reservation? reservation)
    {
        switch (reservation)
        {
            case { State: ReservationState.Released or ReservationState.Lapsed }:
                return new ReservationOutcome.Closed(reservation.State);
            case not null:
                return reservation.IsFor(reserve.Lines)
                    ? new ReservationOutcome.Accepted(reservation, Changed: false)
                    : new ReservationOutcome.Mismatch();
        }

        string[] unknown = [.. reserve.Lines.Select(line => line.Sku).Where(sku => !_products.ContainsKey(sku))];
        if (unknown.Length > 0) return new ReservationOutcome.UnknownSku(unknown);

        Shortage[] shortages =
        [
            .. reserve.Lines
                .Select(line => new Shortage(line.Sku, line.Quantity, _products[line.Sku].Available))
                .Where(shortage => shortage.Requested > shortage.Available),
        ];
        return shortages.Length > 0
            ? new ReservationOutcome.InsufficientStock(shortages)
            : new ReservationOutcome.Accepted(Open(reserve), Changed: true);
    }

    private ReservationOutcome Commit(Reservation? reservation) => reservation?.State switch
    {
        null => new ReservationOutcome.NotFound(),
        ReservationState.Reserved => new ReservationOutcome.Accepted(Close(reservation, ReservationState.Committed), Changed: true),
        ReservationState.Committed => new ReservationOutcome.Accepted(reservation, Changed: false),
        var state => new ReservationOutcome.Closed(state.Value),
    };

    private ReservationOutcome Release(ReservationCommand.Release release, Reservation? reservation) => reservation?.State switch
    {
        null => new ReservationOutcome.Accepted(LeaveTombstone(release.OrderId), Changed: true),
        ReservationState.Reserved => new ReservationOutcome.Accepted(Close(reservation, ReservationState.Released), Changed: true),
        ReservationState.Committed => new ReservationOutcome.Closed(ReservationState.Committed),
        _ => new ReservationOutcome.Accepted(reservation, Changed: false),
    };

    private Reservation Open(ReservationCommand.Reserve reserve)
    {
        var reservation = new Reservation
        {
            OrderId = reserve.OrderId,
            State = ReservationState.Reserved,
            Lines = [.. reserve.Lines.Select(line => new ReservationLine(line.Sku, line.Quantity, _products[line.Sku].UnitPrice))],
            ExpiresAt = now + reserve.Hold,
            CreatedAt = now,
            UpdatedAt = now,
        };
        Add(reservation);
        foreach (var line in reservation.Lines)
        {
            Move(reservation.OrderId, MovementKind.Reserve, line.Sku, onHandDelta: 0, reservedDelta: line.Quantity);
        }

        return reservation;
    }

    private Reservation LeaveTombstone(Guid orderId)
    {
        var tombstone = new Reservation { OrderId = orderId, State = ReservationState.Released, CreatedAt = now, UpdatedAt = now };
        Add(tombstone);
        return tombstone;
    }

    private Reservation Close(Reservation reservation, ReservationState state)
    {
        var closed = reservation with { State = state, ExpiresAt = null, UpdatedAt = now };
        _reservations[closed.OrderId] = closed;
        if (!_opened.Contains(closed.OrderId)) _closed.Add(closed.OrderId);

        var kind = state switch
        {
            ReservationState.Committed => MovementKind.Commit,
            ReservationState.Released => MovementKind.Release,
            ReservationState.Lapsed => MovementKind.Lapse,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A reservation can't be closed into this state."),
        };
        foreach (var line in closed.Lines)
        {
            Move(closed.OrderId, kind, line.Sku, onHandDelta: kind == MovementKind.Commit ? -line.Quantity : 0, reservedDelta: -line.Quantity);
        }

        return closed;
    }

    private void Add(Reservation reservation)
    {
        _reservations.Add(reservation.OrderId, reservation);
        _opened.Add(reservation.OrderId);
    }

    private void Move(Guid orderId, MovementKind kind, string sku, long onHandDelta, long reservedDelta)
    {
        var product = _products[sku];
        _products[sku] = product with { OnHand = product.OnHand + onHandDelta, Reserved = product.Reserved + reservedDelta };
        _movements.Add(new Movement
        {
            Sku = sku,
            Kind = kind,
            OnHandDelta = onHandDelta,
            ReservedDelta = reservedDelta,
            OrderId = orderId,
            At = now,
        });
    }
}
