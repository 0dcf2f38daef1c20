using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Inventory;
using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Inventory;

/// <summary>Calls that share a request do not share what the gremlin does to them: the Order API's own requests, and the real Inventory.</summary>
[Collection(LabSystem.Name)]
public sealed class GremlinBatchTests(LabApp shared) : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    private readonly ValerixApp _app = shared.App;
    private readonly HttpClient _http = shared.App.CreateHttpClient(ValerixApp.InventoryApi);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => (await _app.Inventory.DeleteGremlinAsync()).ShouldHave(HttpStatusCode.OK);

    // Whoever still waits for an answer is cut off with it.
    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_call_that_is_held_back_holds_back_no_other()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        await BeginAsync(new { latency = new { every = 5, delayMs = 60_000 } });

        var answers = Share(sku, calls: 5);

        await Eventually.Async(_ => Task.FromResult(answers.Count(answer => answer.IsCompletedSuccessfully) == 4), _bound, "the others are answered");
        answers.Count(answer => answer.IsCompleted).ShouldBe(4);
        (await _app.Inventory.ProductAsync(sku)).Reserved.ShouldBe(5);
    }

    [Fact]
    public async Task A_call_that_is_dropped_drops_no_other()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        await BeginAsync(new { drop = new { every = 3 } });

        var answers = Share(sku, calls: 7);

        await Eventually.Async(_ => Task.FromResult(answers.All(answer => answer.IsCompleted)), _bound, "all are answered");
        answers.Count(answer => answer.IsFaulted && answer.Exception.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }).ShouldBe(2);
        answers.Count(answer => answer.IsCompletedSuccessfully && answer.Result!.StatusCode == HttpStatusCode.Created).ShouldBe(5);
        (await _app.Inventory.ProductAsync(sku)).Reserved.ShouldBe(7);
        (await _app.Inventory.GetGremlinAsync()).Header("Gremlin-Calls").ShouldBe("7");
    }

    [Fact]
    public async Task An_error_is_one_call_s()
    {
        var sku = await _app.Inventory.StockedAsync(10);
        await BeginAsync(new { error = new { every = 4 } });

        var answers = await Task.WhenAll(Share(sku, calls: 4)).WaitAsync(_bound);

        answers.Select(answer => answer!.StatusCode).Order()
            .ShouldBe([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.InternalServerError]);
    }

    private async Task BeginAsync(object plan) => (await _app.Inventory.PutGremlinAsync(plan)).ShouldHave(HttpStatusCode.OK);

    private Task<HttpResponseMessage?>[] Share(string sku, int calls)
    {
        PendingCall[] shared = [.. Enumerable.Range(0, calls).Select(_ => Reserve(sku))];
        _ = new BatchRequest(shared).SendAsync((request, cancellationToken) =>
            _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
        return [.. shared.Select(call => call.GetAnswerAsync())];
    }

    private PendingCall Reserve(string sku)
    {
        var call = new InventoryCall(SagaStep.Reserve, Guid.CreateVersion7(), [new() { Sku = sku, Quantity = 1 }]);
        var request = call.ToRequest();
        request.RequestUri = new Uri(_http.BaseAddress!, request.RequestUri!);
        request.Headers.Add("X-Api-Key", _app.OperatorKey);
        return new(call, request, Traceparent: null, CancellationToken.None);
    }
}
