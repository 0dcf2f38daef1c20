using System.Net.Sockets;
using Valerix.Web.Clients;

namespace Valerix.UnitTests.Web.Clients;

public sealed class OrdersClientTests
{
    private static readonly OrderRequest _order = new("c-1", [new("CONSOLE-1", 1)]);

    [Fact]
    public async Task The_operators_key_goes_with_the_operators_calls_and_with_no_others()
    {
        var api = new Answers(_ => Answers.Json(HttpStatusCode.OK, Answers.Confirmed));

        await api.OrdersClient.PlaceAsync("k", _order, default);
        await api.OrdersClient.CancelAsync(Answers.Confirmed.Id, default);
        await api.OrdersClient.ShipAsync(Answers.Pass, Answers.Confirmed.Id, default);

        api.Requests.Select(request => request.OperatorKey).ShouldBe([null, null, Answers.TheOperatorKey]);
        api.Requests.Select(request => request.IdempotencyKey).ShouldBe(["\"k\"", null, null]);
    }

    [Theory]
    [InlineData(HttpStatusCode.Created)]
    [InlineData(HttpStatusCode.Accepted)]
    public async Task Done_and_under_way_are_both_answers(HttpStatusCode status)
    {
        var api = new Answers(_ => Answers.Json(status, Answers.Confirmed));

        var answered = (await api.OrdersClient.PlaceAsync("k", _order, default)).ShouldBeOfType<Outcome<Order>.Answered>();

        answered.Value.Message.ShouldBe(Answers.Confirmed.Message);
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, false)]
    [InlineData(HttpStatusCode.UnprocessableEntity, false)]
    [InlineData(HttpStatusCode.TooManyRequests, true)]
    [InlineData(HttpStatusCode.ServiceUnavailable, true)]
    public async Task A_refusal_brings_its_reason_and_says_whether_to_ask_again(HttpStatusCode status, bool isPassing)
    {
        var api = new Answers(_ => Answers.Problem(status, "There is not enough."));

        var refused = (await api.OrdersClient.PlaceAsync("k", _order, default)).ShouldBeOfType<Outcome<Order>.Refused>();

        refused.Problem.Sentence.ShouldBe("There is not enough.");
        refused.Problem.IsPassing.ShouldBe(isPassing);
    }

    [Fact]
    public async Task An_error_page_is_a_refusal_too()
    {
        var api = new Answers(_ => new(HttpStatusCode.BadGateway) { Content = new StringContent("<html>") });

        var refused = (await api.OrdersClient.PlaceAsync("k", _order, default)).ShouldBeOfType<Outcome<Order>.Refused>();

        refused.Problem.Sentence.ShouldBe("The service answered 502.");
    }

    [Fact]
    public async Task No_answer_and_an_answer_that_cannot_be_read_leave_it_open_what_happened()
    {
        var refused = new Answers(_ => throw new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)));
        var garbled = new Answers(_ => new(HttpStatusCode.OK) { Content = new StringContent("{", null, "application/json") });

        (await refused.OrdersClient.PlaceAsync("k", _order, default))
            .ShouldBe(new Outcome<Order>.Unknown("does not answer: nothing listens at its address"));
        (await garbled.OrdersClient.PlaceAsync("k", _order, default))
            .ShouldBe(new Outcome<Order>.Unknown("answers something that can't be read"));
    }
}
