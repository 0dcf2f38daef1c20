using System.Collections.Immutable;
using Valerix.InventoryApi.Domain;

namespace Valerix.UnitTests.Protocol.Model;

/// <summary>Inventory's database: one method a transaction. Each does what the class named beside it does with SQL.</summary>
internal sealed record InventoryTables(Protection? Without)
{
    public ImmutableArray<Product> Products { get; init; } = [];

    public ImmutableArray<Reservation> Reservations { get; init; } = [];

    public ImmutableArray<Movement> Movements { get; init; } = [];

    public Reservation? Find(Guid orderId) => Reservations.FirstOrDefault(reservation => reservation.OrderId == orderId);

    /// <summary>ReservationStore: locks and loads, lets the warehouse decide, writes all of it and commits.</summary>
    public (InventoryTables Tables, ReservationOutcome Outcome) Execute(ReservationCommand command, DateTimeOffset now)
    {
        var reservation = Find(command.OrderId);
        var warehouse = new ReservationDecider(Load(command, reservation), AsLoaded(reservation, command), now, busy: new HashSet<string>());
        var outcome = warehouse.Decide(command);
        return (Append(warehouse.Movements).Keep([.. warehouse.Opened, .. warehouse.Closed]), outcome);
    }

    /// <summary>StockStore.</summary>
    public InventoryTables Adjust(StockAdjustment adjustment, DateTimeOffset now)
    {
        var product = Products.FirstOrDefault(product => product.Sku == adjustment.Sku);
        var earlier = Movements.FirstOrDefault(movement => movement.IdempotencyKey == adjustment.IdempotencyKey);
        return adjustment.Decide(product, earlier, now) is StockOutcome.Moved moved ? Append([moved.Movement]) : this;
    }

    /// <summary>ReservationSql.LockProducts: those that are asked for, and those that the order holds.</summary>
    private IEnumerable<Product> Load(ReservationCommand command, Reservation? reservation)
    {
        var asked = (command as ReservationCommand.Reserve)?.Lines.Select(line => line.Sku) ?? [];
        string[] skus = [.. asked, .. reservation?.Lines.Select(line => line.Sku) ?? []];
        return Products.Where(product => skus.Contains(product.Sku));
    }

    /// <summary>ReservationSql.LoadReservations.</summary>
    private IEnumerable<Reservation> AsLoaded(Reservation? reservation, ReservationCommand command) => (reservation, command) switch
    {
        (null, _) => [],
        ({ State: ReservationState.Reserved }, ReservationCommand.Reserve) when Without == Protection.IdempotentReserve => [],
        ({ State: ReservationState.Committed }, ReservationCommand.Commit) when Without == Protection.IdempotentCommit =>
            [reservation with { State = ReservationState.Reserved }],
        _ => [reservation],
    };

    /// <summary>ReservationSql.InsertReservations, CloseReservations: one row an order.</summary>
    private InventoryTables Keep(IEnumerable<Reservation> written)
    {
        var kept = Reservations;
        foreach (var reservation in written)
        {
            if (reservation.Lines.Count == 0 && Without == Protection.Tombstone) continue;

            kept = kept.RemoveAll(row => row.OrderId == reservation.OrderId).Add(reservation);
        }

        return this with { Reservations = kept };
    }

    /// <summary>Ledger.Append: products are moved by exactly what the ledger gains.</summary>
    private InventoryTables Append(IEnumerable<Movement> movements)
    {
        var tables = this;
        foreach (var movement in movements)
        {
            var product = tables.Products.First(product => product.Sku == movement.Sku);
            tables = tables with
            {
                Movements = tables.Movements.Add(movement),
                Products = tables.Products.Replace(product, product with
                {
                    OnHand = product.OnHand + movement.OnHandDelta,
                    Reserved = product.Reserved + movement.ReservedDelta,
                }),
            };
        }

        return tables;
    }
}
