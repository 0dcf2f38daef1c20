using System.Net.Http.Json;
using Valerix.LoadTest.Api;
using Valerix.LoadTest.Shops;

namespace Valerix.UnitTests.LoadTest;

public sealed class ValerixShopTests : IDisposable
{
    private static readonly Guid _id = Guid.NewGuid();

    private readonly Queue<HttpStatusCode> _statuses = new();
    private readonly List<string> _keys = [];
    private readonly OrdersClient _orders;
    private readonly Purchase _purchase = new(1, "c-1", "SKU-1", Quantity: 1);

    public ValerixShopTests() => _orders = new(new HttpClient(new Api(this)) { BaseAddress = new("http://orderapi") });

    [Fact]
    public async Task An_order_keeps_its_key_over_every_retry()
    {
        _statuses.Enqueue(HttpStatusCode.ServiceUnavailable);
        _statuses.Enqueue(HttpStatusCode.Created);

        await new ValerixShop(_orders).PlaceAsync(_purchase, CancellationToken.None);

        _keys.Count.ShouldBe(2);
        _keys.Distinct().ShouldHaveSingleItem();
        _purchase.IsAcknowledged.ShouldBeTrue();
        _purchase.Ids.ShouldBe([_id]);
        _purchase.Answers.Select(answer => answer.Said).ShouldBe(["503", "201"]);
    }

    [Fact]
    public async Task A_refusal_is_an_answer()
    {
        _statuses.Enqueue(HttpStatusCode.Conflict);

        await new ValerixShop(_orders).PlaceAsync(_purchase, CancellationToken.None);

        _keys.ShouldHaveSingleItem();
        _purchase.IsAcknowledged.ShouldBeFalse();
    }

    public void Dispose() => _orders.Dispose();

    private sealed class Api(ValerixShopTests test) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            test._keys.Add(request.Headers.GetValues("Idempotency-Key").Single());
            return Task.FromResult(new HttpResponseMessage(test._statuses.Dequeue()) { Content = JsonContent.Create(new { id = _id, status = "Pending" }) });
        }
    }
}
