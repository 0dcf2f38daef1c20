using System.Collections.Concurrent;
using Valerix.LoadTest.Api;
using Valerix.LoadTest.Load.Selling;
using Valerix.LoadTest.Running;

namespace Valerix.LoadTest.Load.Books;

/// <summary>Reads what both services say about a run, through their APIs, and checks what must hold.</summary>
internal sealed class Auditor(OrdersClient orders, InventoryClient inventory, OrderDriver driver)
{
    private const int Concurrency = 16;

    /// <summary>Each is a call of its own. Orders in trouble come first; of more, the ledger tells enough.</summary>
    private const int MaxReservations = 10_000;

    private const int MaxRepeats = 200;

    private static readonly TimeSpan _answerBound = TimeSpan.FromSeconds(30);

    /// <summary>Two clocks may differ by that much.</summary>
    private static readonly TimeSpan _clockSlack = TimeSpan.FromSeconds(10);

    /// <param name="run">The run's name.</param>
    /// <param name="startedAt">Nothing of it is older.</param>
    /// <param name="skus">What it sold.</param>
    /// <param name="traces">What the shoppers were told; gets to know what became of their orders.</param>
    public async Task<IReadOnlyList<Finding>> AuditAsync(string run, DateTimeOffset startedAt, IReadOnlyList<string> skus, IReadOnlyList<OrderTrace> traces)
    {
        try
        {
            var books = await ReadAsync(run, startedAt, skus, traces);
            var statuses = books.Orders.ToDictionary(order => order.Id, order => order.Status);
            foreach (var trace in traces.Where(trace => trace.OrderId is not null))
            {
                trace.Status = statuses.GetValueOrDefault(trace.OrderId!.Value, "lost");
            }

            return Invariants.Check(books, traces, driver.LinesOf, driver.CustomerOf);
        }
        catch (TimeoutException exception)
        {
            return [Finding.Of("The books can be read", "both services", [exception.Message])];
        }
    }

    private async Task<AuditData> ReadAsync(string run, DateTimeOffset startedAt, IReadOnlyList<string> skus, IReadOnlyList<OrderTrace> traces)
    {
        var repeats = await RepeatAsync(traces);
        var found = await ReadOrdersAsync(run, startedAt);
        var ledgers = new ConcurrentDictionary<string, LedgerSum>();
        var effects = new ConcurrentDictionary<(Guid, string), Effect>();
        var products = new ConcurrentBag<ProductMessage>();
        await ForEachAsync(skus, async sku =>
        {
            ledgers[sku] = await ReadLedgerAsync(sku, effects);
            products.Add(await AnswerAsync(token => inventory.GetProductAsync(sku, token), $"Product {sku}"));
        });

        var reservations = new ConcurrentDictionary<Guid, string?>();
        var affected = traces.Where(trace => trace.IsAffected && trace.OrderId is not null).Select(trace => trace.OrderId!.Value);
        var looked = affected.Concat(found.Select(order => order.Id)).Distinct().Take(MaxReservations);
        await ForEachAsync(looked, async id =>
            reservations[id] = (await AnswerAsync(token => inventory.FindReservationAsync(id, token), $"Reservation {id}"))?.State);
        return new()
        {
            Orders = found,
            Products = [.. products],
            Ledger = ledgers,
            Effects = effects,
            Reservations = reservations,
            Repeats = repeats,
        };
    }

    /// <summary>Orders in trouble first: there a second order for the same key would be.</summary>
    private async Task<IReadOnlyList<(int Number, Guid First, Guid? Again)>> RepeatAsync(IReadOnlyList<OrderTrace> traces)
    {
        var repeats = new ConcurrentBag<(int, Guid, Guid?)>();
        var chosen = traces.Where(trace => trace.IsAcknowledged).OrderByDescending(trace => trace.IsAffected).Take(MaxRepeats);
        await ForEachAsync(chosen, async trace => repeats.Add((
            trace.Number,
            trace.OrderId!.Value,
            await AnswerAsync(token => driver.RepeatAsync(trace, token), $"Order {trace.Number}, sent once more"))));
        return [.. repeats];
    }

    private async Task<IReadOnlyList<OrderMessage>> ReadOrdersAsync(string run, DateTimeOffset startedAt)
    {
        var found = new List<OrderMessage>();
        string? cursor = null;
        do
        {
            var at = cursor;
            var page = await AnswerAsync(token => orders.ListPageAsync(at, token), "The list of orders");
            found.AddRange(page.Items.Where(order => order.CustomerId?.StartsWith(run, StringComparison.Ordinal) == true));
            var isPast = page.Items.Count > 0 && page.Items[^1].CreatedAt < startedAt - _clockSlack;
            cursor = isPast ? null : page.Next;
        }
        while (cursor is not null);

        return found;
    }

    private async Task<LedgerSum> ReadLedgerAsync(string sku, ConcurrentDictionary<(Guid, string), Effect> effects)
    {
        var sum = new LedgerSum(0, 0);
        string? cursor = null;
        do
        {
            var at = cursor;
            var page = await AnswerAsync(token => inventory.ReadLedgerPageAsync(sku, at, token), $"The ledger of {sku}");
            foreach (var movement in page.Items)
            {
                sum = new(sum.OnHand + movement.OnHandDelta, sum.Reserved + movement.ReservedDelta);
                if (movement.OrderId is { } orderId) effects[(orderId, sku)] = effects.GetValueOrDefault((orderId, sku)).With(movement);
            }

            cursor = page.Next;
        }
        while (cursor is not null);

        return sum;
    }

    private static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> body) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (item, _) => await body(item));

    private static Task<T> AnswerAsync<T>(Func<CancellationToken, Task<T>> call, string what) =>
        Polling.AnswerAsync(call, _answerBound, what, CancellationToken.None);
}
