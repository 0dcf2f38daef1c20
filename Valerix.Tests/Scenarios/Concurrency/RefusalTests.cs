using Valerix.Tests.Running;

namespace Valerix.Tests.Scenarios.Concurrency;

[Collection(WholeSystem.Name)]
public sealed class RefusalTests(SharedApp shared)
{
    private readonly ValerixApp _app = shared.App;

    [Fact]
    public async Task Insufficient_stock_is_an_answer_not_a_fault()
    {
        // More than enough for the circuit to open, were these failures.
        const int Refusals = 60;
        var (soldOut, plenty, customer) = (await _app.Inventory.StockedAsync(0), await _app.Inventory.StockedAsync(1), Unique.Customer());

        await Parallel.ForEachAsync(Enumerable.Range(0, Refusals), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
            (await _app.Orders.PlaceAsync(Unique.Key(), customer, (soldOut, 1))).ShouldBeProblem(HttpStatusCode.Conflict, "insufficient-stock"));

        (await _app.Orders.ConfirmedAsync((plenty, 1))).Status.ShouldBe("Confirmed");
        var refused = (await _app.Orders.ListAsync($"?customerId={customer}&limit=1")).Read<PageMessage<OrderMessage>>().Items.ShouldHaveSingleItem();
        (await _app.Orders.EventsAsync(refused.Id)).Select(entry => entry.Type).ShouldBe(["Pending", "ReserveAttempt", "Rejected"]);
    }
}
