using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Inventory;

/// <summary>What the gremlin's faults do: each after the commit and before the response, and by the count alone.</summary>
[Collection(LabSystem.Name)]
public sealed class GremlinTests(LabApp shared) : IAsyncLifetime
{
    private static readonly TimeSpan _restartBound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _settleBound = TimeSpan.FromSeconds(30);

    private readonly ValerixApp _app = shared.App;
    private readonly InventoryClient _inventory = shared.App.Inventory;
    private readonly Guid _order = Guid.CreateVersion7();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => EndAsync();

    [Fact]
    public async Task An_error_answers_500_though_the_work_is_done()
    {
        var sku = await _inventory.StockedAsync(5);
        await BeginAsync(new { error = new { every = 2 } });

        (await _inventory.ReserveAsync(Guid.CreateVersion7(), null, (sku, 1))).ShouldHave(HttpStatusCode.Created);
        (await _inventory.ReserveAsync(_order, null, (sku, 2))).ShouldBeProblem(HttpStatusCode.InternalServerError, "internal");

        (await _inventory.ProductAsync(sku)).Reserved.ShouldBe(3);
        (await _inventory.ReserveAsync(_order, null, (sku, 2))).ShouldHave(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_drop_cuts_the_connection_though_the_work_is_done()
    {
        var (sku, process) = (await _inventory.StockedAsync(5), await _app.Processes.PidAsync(ValerixApp.InventoryApi));
        await BeginAsync(new { drop = new { every = 1 } });

        await Should.ThrowAsync<HttpRequestException>(() => _inventory.ReserveAsync(_order, null, (sku, 2)));
        await Should.ThrowAsync<HttpRequestException>(() => _inventory.AddStockAsync(sku, Unique.Key(), 3));

        await ShouldHaveCountedAsync(2);
        var product = await _inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved).ShouldBe((8, 2));
        (await _app.Processes.PidAsync(ValerixApp.InventoryApi)).ShouldBe(process);
    }

    [Fact]
    public async Task Latency_holds_the_answer_back_and_not_the_work()
    {
        const int DelayMs = 2_000;
        var sku = await _inventory.StockedAsync(5);
        await BeginAsync(new { latency = new { every = 2, delayMs = DelayMs } });

        (await _inventory.ReserveAsync(Guid.CreateVersion7(), null, (sku, 1))).Took.ShouldBeLessThan(TimeSpan.FromMilliseconds(DelayMs));
        var late = _inventory.ReserveAsync(_order, null, (sku, 2));
        await Eventually.Async(async _ => (await _inventory.ProductAsync(sku)).Reserved == 3, TimeSpan.FromSeconds(5), "the work is done");
        // The same order and the same product: nothing of them is locked.
        (await _inventory.ReserveAsync(_order, null, (sku, 2))).ShouldHave(HttpStatusCode.OK);
        late.IsCompleted.ShouldBeFalse();

        (await late).ShouldHave(HttpStatusCode.Created).Took.ShouldBeGreaterThanOrEqualTo(LateAfter(DelayMs));
    }

    [Fact]
    public async Task However_many_calls_are_late_none_waits_for_another_s_connection()
    {
        const int DelayMs = 3_000;
        const int MoreThanAllConnections = 100;
        await BeginAsync(new { latency = new { every = 1, delayMs = DelayMs } });

        var answers = await Task.WhenAll(Enumerable.Range(0, MoreThanAllConnections).Select(_ => _inventory.ReleaseAsync(Guid.CreateVersion7())));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.Min(answer => answer.Took).ShouldBeGreaterThanOrEqualTo(LateAfter(DelayMs));
        answers.Max(answer => answer.Took).ShouldBeLessThan(TimeSpan.FromMilliseconds(2 * DelayMs));
    }

    [Fact]
    public async Task A_caller_who_does_not_wait_takes_nothing_back()
    {
        await BeginAsync(new { latency = new { every = 1, delayMs = 60_000 } });
        using var http = _app.CreateHttpClient(ValerixApp.InventoryApi);
        http.DefaultRequestHeaders.Add("X-Api-Key", _app.OperatorKey);
        http.Timeout = TimeSpan.FromSeconds(2);

        await Should.ThrowAsync<TaskCanceledException>(() => http.PostAsync($"/reservations/{_order}/release", content: null));

        (await _inventory.GetReservationAsync(_order)).ShouldHave(HttpStatusCode.OK).Json.Text("state").ShouldBe("Released");
    }

    [Fact]
    public async Task Faults_strike_by_the_count_and_together_where_they_meet()
    {
        const int DelayMs = 1_000;
        await BeginAsync(new { latency = new { every = 3, delayMs = DelayMs }, error = new { every = 2 } });

        var answers = new List<(HttpStatusCode, bool WasLate)>();
        for (var call = 1; call <= 6; call++)
        {
            var answer = await _inventory.ReleaseAsync(_order);
            answers.Add((answer.Status, answer.Took >= LateAfter(DelayMs)));
        }

        answers.ShouldBe(
        [
            (HttpStatusCode.OK, false),
            (HttpStatusCode.InternalServerError, false),
            (HttpStatusCode.OK, true),
            (HttpStatusCode.InternalServerError, false),
            (HttpStatusCode.OK, false),
            (HttpStatusCode.InternalServerError, true),
        ]);
    }

    [Fact]
    public async Task A_crash_ends_the_process_after_the_commit_and_the_count_goes_on_in_the_next()
    {
        var sku = await _inventory.StockedAsync(5);
        await BeginAsync(new { crash = new { every = 2 }, latency = new { every = 2, delayMs = 60_000 } });

        (await _inventory.ReserveAsync(Guid.CreateVersion7(), null, (sku, 1))).ShouldHave(HttpStatusCode.Created);
        await ShouldCrashAsync(() => _inventory.ReserveAsync(_order, null, (sku, 2)));

        await ShouldHaveCountedAsync(2);
        (await _inventory.ProductAsync(sku)).Reserved.ShouldBe(3);
        (await _inventory.ReserveAsync(_order, null, (sku, 2))).ShouldHave(HttpStatusCode.OK);
        await ShouldCrashAsync(() => _inventory.CommitAsync(_order));
        (await _inventory.ProductAsync(sku)).OnHand.ShouldBe(3);
    }

    [Fact]
    public async Task An_order_whose_every_reserve_crashes_Inventory_is_acknowledged_and_its_stock_is_held_once()
    {
        var (sku, key) = (await _inventory.StockedAsync(5), Unique.Key());
        await BeginAsync(new { crash = new { every = 1 } });

        var order = await CrashAsync(() => _app.Orders.PlaceAsync(key, Unique.Customer(), (sku, 2)));

        var acknowledged = order.Read<OrderMessage>(HttpStatusCode.Accepted);
        await EndAsync();
        (await _inventory.GetReservationAsync(acknowledged.Id)).ShouldHave(HttpStatusCode.OK).Json.Text("state").ShouldBe("Reserved");
        (await _inventory.ProductAsync(sku)).Reserved.ShouldBe(2);
        await Eventually.ReadAsync(
            _ => _app.Orders.ReadAsync(acknowledged.Id), seen => seen.Status == "Confirmed", _settleBound, "the order hears of its reservation");
        await Invariants.ShouldHoldAsync(_app, new Dictionary<string, Guid> { [key] = acknowledged.Id }, soldByOrdersOnly: [sku]);
    }

    private async Task BeginAsync(object plan) => (await _inventory.PutGremlinAsync(plan)).ShouldHave(HttpStatusCode.OK);

    private Task EndAsync() =>
        Eventually.Async(async _ => (await _inventory.DeleteGremlinAsync()).Status == HttpStatusCode.OK, _restartBound, "Inventory is there and the gremlin is off");

    private async Task ShouldHaveCountedAsync(int calls) => (await _inventory.GetGremlinAsync()).Header("Gremlin-Calls").ShouldBe($"{calls}");

    private async Task ShouldCrashAsync(Func<Task<Answer>> call)
    {
        await CrashAsync(() => Should.ThrowAsync<HttpRequestException>(call));
        await _app.ShouldBecomeAsync(ValerixApp.InventoryApi, HttpStatusCode.OK, "Healthy");
    }

    /// <summary>Checks that another process takes the place of the one that gets the call.</summary>
    private async Task<T> CrashAsync<T>(Func<Task<T>> call)
    {
        var before = await _app.Processes.PidAsync(ValerixApp.InventoryApi);
        var result = await call();
        await Eventually.Async(async _ => await _app.Processes.PidAsync(ValerixApp.InventoryApi) != before, _restartBound, "another process is started");
        return result;
    }

    // The timer of the delay counts coarser ticks than the clock here, and may ring a little early by it.
    private static TimeSpan LateAfter(int delayMs) => TimeSpan.FromMilliseconds(delayMs - 50);
}
