using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Inventory;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.Orders;

/// <summary>Which calls share a request.</summary>
public sealed class ReservationBatchHandlerTests : IDisposable
{
    private const int MaxCalls = 64;
    private const int MaxLines = 256 + OrderLimits.Lines;

    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);
    private static readonly Uri _address = new("http://inventory");

    private readonly Inventory _inventory = new();
    private readonly HttpClient _http;

    public ReservationBatchHandlerTests() => _http = new(new ReservationBatchHandler { InnerHandler = _inventory }) { BaseAddress = _address };

    public void Dispose()
    {
        _http.Dispose();
        _inventory.Dispose();
    }

    [Fact]
    public async Task Who_finds_no_company_goes_alone()
    {
        using var response = await AskAsync(SagaStep.Commit);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        _inventory.Requests.ShouldHaveSingleItem().Path.ShouldEndWith("/commit");
    }

    [Fact]
    public async Task What_is_no_call_of_an_order_goes_alone()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _http.GetAsync("/ready")));

        _inventory.Requests.Count.ShouldBe(100);
        _inventory.Requests.ShouldAllBe(request => request.Path == "/ready");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Those_that_come_together_share_requests_that_are_never_too_large_and_each_has_its_own_answer(int lines)
    {
        const int Together = 2_000;
        // Who meets whom is the threads' doing.
        await Eventually.Async(
            async cancellationToken =>
            {
                _inventory.Requests.Clear();
                var orders = Enumerable.Range(0, Together).Select(_ => Guid.CreateVersion7()).ToArray();

                var answers = await Task.WhenAll(orders.Select(order => AskAsync(SagaStep.Reserve, order, lines)));

                foreach (var (order, answer) in orders.Zip(answers)) (await answer.Content.ReadAsStringAsync(cancellationToken)).ShouldContain($"{order}");
                _inventory.Requests.Sum(request => request.Calls).ShouldBe(Together);
                _inventory.Requests.ShouldAllBe(request => request.Calls <= MaxCalls && request.Lines <= MaxLines);
                return _inventory.Requests.Any(request => request.Calls > 1);
            },
            _bound,
            "some calls share a request");
    }

    [Fact]
    public async Task However_many_gave_up_before_their_turn_the_one_behind_them_is_sent()
    {
        using var sharing = new ReservationBatchHandler { InnerHandler = _inventory };
        using var invoker = new HttpMessageInvoker(sharing, disposeHandler: false);
        var givenUp = Enumerable.Range(0, 2_000).Select(_ => invoker.SendAsync(Request(SagaStep.Reserve, Guid.CreateVersion7(), lines: 100), new(canceled: true))).ToArray();

        using var response = await invoker.SendAsync(Request(SagaStep.Commit, Guid.CreateVersion7(), lines: 1), CancellationToken.None).WaitAsync(_bound);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        givenUp.ShouldAllBe(call => call.IsCanceled);
    }

    private Task<HttpResponseMessage> AskAsync(SagaStep step, Guid? orderId = null, int lines = 1) => _http.SendAsync(
        Request(step, orderId ?? Guid.CreateVersion7(), lines));

    private static HttpRequestMessage Request(SagaStep step, Guid orderId, int lines)
    {
        var request = new InventoryCall(step, orderId, [.. Enumerable.Range(0, lines).Select(i => new OrderLine { Sku = $"SKU-{i}", Quantity = 1 })]).ToRequest();
        request.RequestUri = new Uri(_address, request.RequestUri!);
        return request;
    }

    /// <summary>Answers every call with the order that it is for, and keeps what was asked.</summary>
    private sealed class Inventory : HttpMessageHandler
    {
        public ConcurrentBag<(string Path, int Calls, int Lines)> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (path != "/reservations/batch")
            {
                Requests.Add((path, 1, 0));
                return new() { Content = new StringContent($"\"{path}\"") };
            }

            var calls = JsonSerializer.Deserialize<JsonElement>(await request.Content!.ReadAsStringAsync(cancellationToken)).GetProperty("calls").EnumerateArray().ToArray();
            Requests.Add((path, calls.Length, calls.Sum(call => call.GetProperty("lines").GetArrayLength())));
            var lines = calls.Select((call, i) => $$"""{"call":{{i}},"status":200,"body":"{{call.Text("orderId")}}"}""");
            return new() { Content = new StringContent(string.Join('\n', lines), Encoding.UTF8) };
        }
    }
}
