using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Valerix.LoadTest.Api;

namespace Valerix.UnitTests.LoadTest.Load;

/// <summary>Ways in which a shop may break its word.</summary>
internal enum Cheat
{
    None,
    TakesStockTwice,
    ForgetsAnOrder,
    MakesTwoOrdersOfOneKey,
    MiscountsAProduct,
    HoldsStockForNobody,
}

/// <summary>Both services in memory, honest or not. The second order is the one that is cheated with.</summary>
internal sealed class PretendValerix(Cheat cheat) : HttpMessageHandler
{
    private const int Victim = 2;

    private readonly ConcurrentDictionary<string, List<MovementMessage>> _ledgers = new();
    private readonly List<Order> _orders = [];
    private readonly Lock _lock = new();

    /// <summary>Answers to the first calls of <c>POST /orders</c>, instead of an order.</summary>
    public Queue<HttpStatusCode> FirstAnswers { get; } = new();

    /// <summary>Called with each order that is placed.</summary>
    public Action OnPlaced { get; init; } = () => { };

    /// <summary>Everybody's keys, as they came.</summary>
    public List<string> Keys { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath.Trim('/').Split('/');
        var body = request.Content is null ? default : await request.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        lock (_lock)
        {
            return (request.Method.Method, path) switch
            {
                ("POST", ["orders"]) => Place(request, body),
                ("GET", ["orders"]) => Answer(HttpStatusCode.OK, new { items = _orders.Where(order => !IsForgotten(order)).Select(Show), next = (string?)null }),
                ("GET", ["orders", var id]) => Answer(HttpStatusCode.OK, Show(_orders.Single(order => order.Id == Guid.Parse(id)))),
                ("POST", ["orders", var id, "ship"]) => Ship(_orders.Single(order => order.Id == Guid.Parse(id))),
                ("PUT", ["products", var sku]) => Stock(sku, 0),
                ("POST", ["products", var sku, "stock"]) => Stock(sku, body.GetProperty("quantity").GetInt32()),
                ("GET", ["products", var sku]) => Answer(HttpStatusCode.OK, ProductOf(sku)),
                ("GET", ["products", var sku, "movements"]) => Answer(HttpStatusCode.OK, new { items = _ledgers[sku], next = (string?)null }),
                ("GET", ["reservations", var id]) => Answer(HttpStatusCode.OK, new { state = _orders.Single(order => order.Id == Guid.Parse(id)).IsShipped ? "Committed" : "Reserved" }),
                _ => new HttpResponseMessage(HttpStatusCode.NotFound),
            };
        }
    }

    private HttpResponseMessage Place(HttpRequestMessage request, JsonElement body)
    {
        var key = request.Headers.GetValues("Idempotency-Key").Single();
        Keys.Add(key);
        OnPlaced();
        if (FirstAnswers.TryDequeue(out var first)) return new(first);
        if (_orders.Find(order => order.Key == key) is { } known) return Answer(HttpStatusCode.Created, Show(known));

        var order = Add(key, body);
        if (cheat is Cheat.MakesTwoOrdersOfOneKey && IsVictim(order)) Add($"{key}-again", body);
        if (cheat is Cheat.HoldsStockForNobody && IsVictim(order)) Hold(Guid.NewGuid(), order.Lines);
        return Answer(HttpStatusCode.Created, Show(order));
    }

    private Order Add(string key, JsonElement body)
    {
        var order = new Order(Guid.NewGuid(), key, body.GetProperty("customerId").GetString()!, body.GetProperty("lines").Deserialize<LineMessage[]>(JsonSerializerOptions.Web)!);
        _orders.Add(order);
        Hold(order.Id, order.Lines);
        return order;
    }

    private void Hold(Guid id, LineMessage[] lines) => Move(id, lines, line => new(0, line.Quantity, id));

    private HttpResponseMessage Ship(Order order)
    {
        order.IsShipped = true;
        Move(order.Id, order.Lines, line => new(-line.Quantity, -line.Quantity, order.Id));
        if (cheat is Cheat.TakesStockTwice && IsVictim(order)) Move(order.Id, order.Lines, line => new(-line.Quantity, 0, order.Id));
        return Answer(HttpStatusCode.OK, Show(order));
    }

    private HttpResponseMessage Stock(string sku, int quantity)
    {
        var ledger = _ledgers.GetOrAdd(sku, _ => []);
        if (quantity > 0) ledger.Add(new(quantity, 0, null));
        return new(HttpStatusCode.OK);
    }

    private void Move(Guid id, LineMessage[] lines, Func<LineMessage, MovementMessage> movement)
    {
        foreach (var line in lines) _ledgers[line.Sku].Add(movement(line));
    }

    private ProductMessage ProductOf(string sku)
    {
        var ledger = _ledgers[sku];
        return new(sku, ledger.Sum(movement => movement.OnHandDelta) - (cheat is Cheat.MiscountsAProduct ? 1 : 0), ledger.Sum(movement => movement.ReservedDelta));
    }

    private bool IsVictim(Order order) => _orders.IndexOf(order) == Victim - 1;

    private bool IsForgotten(Order order) => cheat is Cheat.ForgetsAnOrder && IsVictim(order);

    private static OrderMessage Show(Order order) =>
        new(order.Id, order.IsShipped ? "Shipped" : "Confirmed", order.Customer, DateTimeOffset.UtcNow);

    private static HttpResponseMessage Answer(HttpStatusCode status, object body) => new(status) { Content = JsonContent.Create(body) };

    private sealed record Order(Guid Id, string Key, string Customer, LineMessage[] Lines)
    {
        public bool IsShipped { get; set; }
    }
}
