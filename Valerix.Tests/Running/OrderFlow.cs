using System.Collections.Concurrent;

namespace Valerix.Tests.Running;

/// <summary>Buyers that go on ordering, and having every other order shipped, while a test does something to the system.</summary>
internal sealed class OrderFlow : IAsyncDisposable
{
    private const int Buyers = 4;
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _bound = TimeSpan.FromMinutes(1);

    private readonly ValerixApp _app;
    private readonly string _sku;
    private readonly CancellationTokenSource _ended = new(_bound);
    private readonly ConcurrentDictionary<string, Guid> _acknowledged = new();
    private readonly ConcurrentQueue<(string Key, string Customer)> _unanswered = new();
    private readonly ConcurrentQueue<Answer> _answers = new();
    private readonly Task[] _buyers;

    public OrderFlow(ValerixApp app, string sku)
    {
        _app = app;
        _sku = sku;
        _buyers = [.. Enumerable.Range(0, Buyers).Select(_ => BuyAsync())];
    }

    /// <summary>The orders that were answered 201 or 202, by key.</summary>
    public IReadOnlyDictionary<string, Guid> Acknowledged => _acknowledged;

    /// <summary>Calls that got no answer at all: whoever sent them can only send them again.</summary>
    public IReadOnlyCollection<(string Key, string Customer)> Unanswered => _unanswered;

    public IReadOnlyCollection<Answer> Answers => _answers;

    /// <summary>Returns when <paramref name="count"/> more orders were acknowledged.</summary>
    public async Task MoreAsync(int count)
    {
        var goal = _acknowledged.Count + count;
        await Eventually.ReadAsync(_ => Task.FromResult(_acknowledged.Count), seen => seen >= goal, _bound, $"{goal} orders are acknowledged");
    }

    /// <summary>Ends the flow; what is on its way is still answered.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await Task.WhenAll(_buyers);
        _ended.Dispose();
    }

    private async Task BuyAsync()
    {
        using var pace = new PeriodicTimer(_pace);
        while (!_ended.IsCancellationRequested)
        {
            await OrderAsync(Unique.Key(), Unique.Customer());
            await pace.WaitForNextTickAsync();
        }
    }

    private async Task OrderAsync(string key, string customer)
    {
        try
        {
            var answer = await _app.Orders.PlaceAsync(key, customer, (_sku, 1));
            _answers.Enqueue(answer);
            if (answer.Status is not (HttpStatusCode.Created or HttpStatusCode.Accepted)) return;

            _acknowledged[key] = answer.Read<OrderMessage>(answer.Status).Id;
            if (answer.Status == HttpStatusCode.Created && (_acknowledged.Count & 1) == 0) await _app.Orders.ShipAsync(_acknowledged[key]);
        }
        catch (HttpRequestException)
        {
            _unanswered.Enqueue((key, customer));
        }
    }
}
