using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Inventory;

/// <summary>The gremlin counts for all replicas together.</summary>
[Collection(ReplicatedSystem.Name)]
public sealed class GremlinReplicasTests(ReplicatedApp replicated) : IAsyncLifetime
{
    private const int Calls = 20;
    private static readonly TimeSpan _settleBound = TimeSpan.FromSeconds(30);

    private readonly ValerixApp _app = replicated.App;

    /// <summary>Calls that another test left under way would count too.</summary>
    public Task InitializeAsync() => Eventually.ReadAsync(
        _ => _app.Databases.QueryAsync(ValerixApp.OrdersDb, "SELECT count(*) FROM order_steps", row => row.GetInt64(0)),
        counts => counts.Single() == 0,
        _settleBound,
        "no order needs anything from Inventory");

    public async Task DisposeAsync() => (await _app.Inventory.DeleteGremlinAsync()).ShouldHave(HttpStatusCode.OK);

    [Fact]
    public async Task The_last_of_so_many_calls_is_struck_whichever_replica_gets_it()
    {
        var sku = await _app.Inventory.StockedAsync(0);
        (await _app.Inventory.PutGremlinAsync(new { error = new { every = Calls } })).ShouldHave(HttpStatusCode.OK);

        // At once, so that each has a connection of its own and no replica gets them all.
        var answers = await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => _app.Inventory.AddStockAsync(sku, Unique.Key(), 1)));

        answers.Count(answer => answer.Status == HttpStatusCode.InternalServerError).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(Calls - 1);
        (await _app.Inventory.ProductAsync(sku)).OnHand.ShouldBe(Calls);
    }
}
