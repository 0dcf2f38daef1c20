using System.Collections.Concurrent;
using System.Diagnostics;

namespace Valerix.Tests.Running;

/// <summary>Shoppers, so many at a time, each of whom wants one order placed and then shipped, and asks until that is promised.</summary>
/// <remarks>A shopper sends the same call with the same key until it is answered, and never another one in its place.</remarks>
/// <param name="app">The system.</param>
/// <param name="sku">What they buy, a piece each; there must be enough for all.</param>
/// <param name="orders">How many they are.</param>
/// <param name="atATime">So many shop at once.</param>
/// <param name="cancelEvery">Each so-many-th cancels at once, whatever state the order is in; 0: nobody does.</param>
/// <param name="between">From one shopper's coming to the next one's; zero: each comes as soon as there is room.</param>
internal sealed class OrderLoad(ValerixApp app, string sku, int orders, int atATime, int cancelEvery, TimeSpan between)
{
    private static readonly TimeSpan _shopperBound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _loadBound = TimeSpan.FromMinutes(2);

    /// <summary>Who was told 202 looks for so long whether the order is confirmed, and then comes back when all is over.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Between one call of a shopper and the same again.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly ConcurrentDictionary<string, Guid> _acknowledged = new();
    private readonly ConcurrentDictionary<Guid, string> _goals = new();
    private readonly ConcurrentQueue<string> _troubles = new();
    private readonly ConcurrentQueue<Guid> _unshipped = new();

    /// <summary>A load of a product of its own, of which there are exactly enough pieces.</summary>
    public static async Task<OrderLoad> PrepareAsync(ValerixApp app, int orders, int atATime, int cancelEvery = 0, TimeSpan between = default)
    {
        // Again if need be: an earlier accident may have left a broken connection in a pool.
        var sku = await Eventually.ReadAsync(
            async _ =>
            {
                await app.ShouldServeAsync();
                return await app.Inventory.StockedAsync(orders);
            },
            _ => true,
            _shopperBound,
            "the system serves");
        return new(app, sku, orders, atATime, cancelEvery, between);
    }

    public string Sku => sku;

    public int Orders => orders;

    /// <summary>Every call that was made, in the order of their ends.</summary>
    public IReadOnlyCollection<Call> Calls => _calls;

    /// <summary>The orders that were answered 201 or 202, by key.</summary>
    public IReadOnlyDictionary<string, Guid> Acknowledged => _acknowledged;

    /// <summary>The state in which each order has to end.</summary>
    public IReadOnlyDictionary<Guid, string> Goals => _goals;

    /// <summary>What shoppers saw that may never be, in words.</summary>
    public IReadOnlyCollection<string> Troubles => _troubles;

    /// <summary>Lets them in; returns when the last one has left.</summary>
    public Task RunAsync() => ForEachAsync(ComeAsync(), ShopAsync);

    /// <summary>Has shipped what was not confirmed in time before; returns how many orders that were.</summary>
    public async Task<int> ShipRestAsync()
    {
        var rest = _unshipped.ToArray();
        await ForEachAsync(rest.ToAsyncEnumerable(), async id => await TryAsync($"order {id}", async () =>
        {
            await ConfirmedAsync(id, _shopperBound);
            await ShipAsync(id);
        }));
        return rest.Length;
    }

    /// <summary>Returns when <paramref name="count"/> orders were acknowledged, of those that there will be.</summary>
    public Task AcknowledgedAsync(int count) => Eventually.ReadAsync(
        _ => Task.FromResult(_acknowledged.Count), seen => seen >= Math.Min(count, orders), _loadBound, $"{count} orders are acknowledged");

    private async IAsyncEnumerable<int> ComeAsync()
    {
        using var door = new PeriodicTimer(between > TimeSpan.Zero ? between : Timeout.InfiniteTimeSpan);
        for (var number = 1; number <= orders; number++)
        {
            if (between > TimeSpan.Zero) await door.WaitForNextTickAsync();
            yield return number;
        }
    }

    private async Task ForEachAsync<T>(IAsyncEnumerable<T> items, Func<T, Task> action)
    {
        using var bounded = new CancellationTokenSource(_loadBound);
        var options = new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = bounded.Token };
        await Parallel.ForEachAsync(items, options, async (item, _) => await action(item));
    }

    private async Task ShopAsync(int number)
    {
        var (key, customer) = (Unique.Key(), Unique.Customer());
        await TryAsync($"key {key}", async () =>
        {
            var placed = await AskAsync("place", key, () => app.Orders.PlaceAsync(key, customer, (sku, 1)), HttpStatusCode.Created, answer => NoteOrder(key, answer));
            var id = _acknowledged[key];
            var cancels = cancelEvery > 0 && number % cancelEvery == 0;
            _goals[id] = cancels ? "Cancelled" : "Shipped";
            if (cancels) await AskAsync("cancel", $"{id}", () => app.Orders.CancelAsync(id), HttpStatusCode.OK);
            else if (placed.Status == HttpStatusCode.Created || await IsConfirmedInTimeAsync(id)) await ShipAsync(id);
            else _unshipped.Enqueue(id);
        });
    }

    private async Task TryAsync(string about, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (TimeoutException exception)
        {
            _troubles.Enqueue($"3: {about}: {exception.Message}");
        }
    }

    private async Task<bool> IsConfirmedInTimeAsync(Guid id)
    {
        try
        {
            await ConfirmedAsync(id, _patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private Task<Answer> ConfirmedAsync(Guid id, TimeSpan bound) => AskAsync(
        "read", $"{id}", () => app.Orders.GetAsync(id), HttpStatusCode.OK, answer => answer.Read<OrderMessage>().Status != "Pending", bound);

    private Task<Answer> ShipAsync(Guid id) => AskAsync("ship", $"{id}", () => app.Orders.ShipAsync(id), HttpStatusCode.OK);

    /// <summary>Sends the same call until the answer is a promise: <paramref name="done"/> or 202.</summary>
    /// <remarks>Any refusal is one too many: there is enough for all, and nobody asks for what the order's state forbids.</remarks>
    private Task<Answer> AskAsync(
        string what, string about, Func<Task<Answer>> call, HttpStatusCode done, Func<Answer, bool>? isEnough = null, TimeSpan? bound = null) =>
        Eventually.ReadAsync(
            async _ => await MakeAsync(what, about, call),
            answer => (answer.Status == done || answer.Status == HttpStatusCode.Accepted) && isEnough?.Invoke(answer) != false,
            bound ?? _shopperBound,
            $"{what} {about}",
            _pause);

    private async Task<Answer> MakeAsync(string what, string about, Func<Task<Answer>> call)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var answer = await call();
            _calls.Enqueue(new(what, about, answer.Status, answer.Took, answer.Body));
            return answer;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            _calls.Enqueue(new(what, about, null, Stopwatch.GetElapsedTime(started), exception.Message));
            throw;
        }
    }

    private bool NoteOrder(string key, Answer answer)
    {
        var id = answer.Read<OrderMessage>(answer.Status).Id;
        if (_acknowledged.GetOrAdd(key, id) != id) _troubles.Enqueue($"4: key {key} was answered with {_acknowledged[key]} and then with {id}");
        return true;
    }

    /// <param name="What">Place, read, ship or cancel.</param>
    /// <param name="About">The key or the order's id.</param>
    /// <param name="Status">Null when there was no answer.</param>
    /// <param name="Took">As the caller's clock saw it.</param>
    /// <param name="Said">The answer's body, or why there was none.</param>
    internal sealed record Call(string What, string About, HttpStatusCode? Status, TimeSpan Took, string Said);
}
