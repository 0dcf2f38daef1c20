using Microsoft.Extensions.Time.Testing;
using Valerix.Web.Clients;
using Valerix.Web.Purchases;

namespace Valerix.UnitTests.Web.Purchases;

public sealed class PurchaseSessionTests
{
    private static readonly Product _console = new("CONSOLE-1", "Game console", 499m, 10, 0, 10);

    [Fact]
    public async Task Trying_again_sends_the_same_key_and_a_new_click_another()
    {
        var isAway = true;
        var api = new Answers(_ => isAway ? throw new HttpRequestException() : Answers.Json(HttpStatusCode.Created, Answers.Confirmed));
        var desk = new PurchaseSession(api.OrdersClient, new FakeTimeProvider());

        await desk.BuyAsync(_console, 1);
        var purchase = desk.Latest.ShouldHaveSingleItem();
        purchase.CanSendAgain.ShouldBeTrue();

        isAway = false;
        await desk.SendAgainAsync(purchase);
        await desk.BuyAsync(_console, 1);

        purchase.Outcome.ShouldBeOfType<Outcome<Order>.Answered>();
        purchase.CanSendAgain.ShouldBeFalse();
        var keys = api.Requests.Select(request => request.IdempotencyKey).ToList();
        keys[1].ShouldBe(keys[0]);
        keys[2].ShouldNotBe(keys[0]);
    }

    [Fact]
    public async Task A_final_refusal_is_not_sent_again()
    {
        var api = new Answers(_ => Answers.Problem(HttpStatusCode.Conflict, "There is not enough."));
        var desk = new PurchaseSession(api.OrdersClient, new FakeTimeProvider());

        await desk.BuyAsync(_console, 1);
        await desk.SendAgainAsync(desk.Latest[0]);

        api.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task It_remembers_the_latest_three()
    {
        var api = new Answers(_ => Answers.Json(HttpStatusCode.Created, Answers.Confirmed));
        var desk = new PurchaseSession(api.OrdersClient, new FakeTimeProvider());

        for (var quantity = 1; quantity <= 4; quantity++) await desk.BuyAsync(_console, quantity);
        desk.Latest.Select(purchase => purchase.Quantity).ShouldBe([4, 3, 2]);

        desk.Dismiss(desk.Latest[1]);
        desk.Latest.Select(purchase => purchase.Quantity).ShouldBe([4, 2]);
    }
}
