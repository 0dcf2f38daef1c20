using System.Text;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Inventory;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.Orders;

public sealed class InventoryClientTests
{
    private static readonly Guid _orderId = Guid.Parse("01990000-0000-7000-8000-000000000001");
    private static readonly IReadOnlyList<OrderLine> _lines = [new() { Sku = "A", Quantity = 2 }, new() { Sku = "B", Quantity = 1 }];

    private const string Reservation =
        """{"orderId":"01990000-0000-7000-8000-000000000001","state":"Reserved","lines":[{"sku":"B","quantity":1,"unitPrice":0.5},{"sku":"A","quantity":2,"unitPrice":9.95}]}""";

    [Theory]
    [InlineData(HttpStatusCode.Created)]
    [InlineData(HttpStatusCode.OK)]
    public async Task A_reservation_brings_the_prices_of_what_was_asked_for(HttpStatusCode status)
    {
        var answer = await Ask(SagaStep.Reserve, Json(status, Reservation));

        answer.ShouldBeOfType<InventoryAnswer.Reserved>().Lines.ShouldBe([new("A", 2, 9.95m), new("B", 1, 0.5m)]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("not JSON")]
    [InlineData("")]
    [InlineData("""{"orderId":"01990000-0000-7000-8000-000000000001","state":"Reserved","lines":[]}""")]
    [InlineData("""{"orderId":"01990000-0000-7000-8000-000000000001","state":"Reserved","lines":[null]}""")]
    [InlineData("""{"orderId":"01990000-0000-7000-8000-000000000001","state":"Reserved","lines":[{"sku":"A","quantity":2,"unitPrice":9.95}]}""")]
    [InlineData("""{"orderId":"01990000-0000-7000-8000-000000000001","state":"Reserved","lines":[{"sku":"A","quantity":2},{"sku":"B","quantity":1}]}""")]
    [InlineData("""{"orderId":"01990000-0000-7000-8000-000000000001","state":"Reserved","lines":[{"sku":"A","quantity":3,"unitPrice":1},{"sku":"B","quantity":1,"unitPrice":1}]}""")]
    [InlineData("""{"orderId":"01990000-0000-7000-8000-000000000001","state":"Reserved","lines":[{"sku":"A","quantity":2,"unitPrice":-1},{"sku":"B","quantity":1,"unitPrice":1}]}""")]
    [InlineData("""{"orderId":"01990000-0000-7000-8000-000000000001","state":"Reserved","lines":[{"sku":"A","quantity":2,"unitPrice":1},{"sku":"A","quantity":2,"unitPrice":1},{"sku":"B","quantity":1,"unitPrice":1}]}""")]
    public async Task What_does_not_say_that_all_of_it_is_held_is_no_reservation(string body) =>
        (await Ask(SagaStep.Reserve, Json(HttpStatusCode.OK, body))).ShouldBeOfType<InventoryAnswer.NoAnswer>();

    [Theory]
    [InlineData(nameof(SagaStep.Commit), "Committed", typeof(InventoryAnswer.Committed))]
    [InlineData(nameof(SagaStep.Release), "Released", typeof(InventoryAnswer.Released))]
    [InlineData(nameof(SagaStep.Release), "Lapsed", typeof(InventoryAnswer.Released))]
    [InlineData(nameof(SagaStep.Commit), "Reserved", typeof(InventoryAnswer.NoAnswer))]
    [InlineData(nameof(SagaStep.Commit), "Released", typeof(InventoryAnswer.NoAnswer))]
    [InlineData(nameof(SagaStep.Release), "Committed", typeof(InventoryAnswer.NoAnswer))]
    [InlineData(nameof(SagaStep.Release), "Reserved", typeof(InventoryAnswer.NoAnswer))]
    [InlineData(nameof(SagaStep.Commit), "None", typeof(InventoryAnswer.NoAnswer))]
    [InlineData(nameof(SagaStep.Commit), "", typeof(InventoryAnswer.NoAnswer))]
    public async Task A_commit_and_a_release_are_believed_by_the_state_that_they_led_to(string step, string state, Type expected) =>
        (await Ask(Enum.Parse<SagaStep>(step), Json(HttpStatusCode.OK, $$"""{"orderId":"{{_orderId}}","state":"{{state}}","lines":[]}"""))).ShouldBeOfType(expected);

    [Theory]
    [InlineData("Down for maintenance")]
    [InlineData("<html><body>Down for maintenance</body></html>")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"state":"Committed"}""")]
    [InlineData("""{"orderId":"01990000-0000-7000-8000-000000000002","state":"Committed"}""")]
    [InlineData("""{"orderId":"01990000-0000-7000-8000-000000000002","state":"Released"}""")]
    public async Task A_success_that_is_not_Inventory_s_leaves_the_outcome_open(string body)
    {
        foreach (var step in (SagaStep[])[SagaStep.Commit, SagaStep.Release])
        {
            (await Ask(step, Json(HttpStatusCode.OK, body))).ShouldBeOfType<InventoryAnswer.NoAnswer>();
        }
    }

    [Fact]
    public async Task Too_little_stock_is_told_by_line()
    {
        var answer = await Ask(
            SagaStep.Reserve,
            Problem(HttpStatusCode.Conflict, "insufficient-stock", ""","shortages":[{"sku":"A","requested":2,"available":1}]"""));

        answer.ShouldBeOfType<InventoryAnswer.InsufficientStock>().Shortages.ShouldBe([new Shortage("A", 2, 1)]);
    }

    [Fact]
    public async Task Unknown_products_are_named()
    {
        var answer = await Ask(SagaStep.Reserve, Problem(HttpStatusCode.UnprocessableEntity, "unknown-sku", ""","skus":["B"]"""));

        answer.ShouldBeOfType<InventoryAnswer.UnknownSku>().Skus.ShouldBe(["B"]);
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, "reservation-closed", typeof(InventoryAnswer.Closed))]
    [InlineData(HttpStatusCode.Conflict, "reservation-mismatch", typeof(InventoryAnswer.Mismatch))]
    [InlineData(HttpStatusCode.Conflict, "product-busy", typeof(InventoryAnswer.Busy))]
    [InlineData(HttpStatusCode.NotFound, "reservation-not-found", typeof(InventoryAnswer.NotFound))]
    [InlineData(HttpStatusCode.Conflict, "something-new", typeof(InventoryAnswer.NoAnswer))]
    [InlineData(HttpStatusCode.BadRequest, "validation", typeof(InventoryAnswer.NoAnswer))]
    [InlineData(HttpStatusCode.Unauthorized, "unauthorized", typeof(InventoryAnswer.KeyRefused))]
    [InlineData(HttpStatusCode.Forbidden, "forbidden", typeof(InventoryAnswer.KeyRefused))]
    [InlineData(HttpStatusCode.InternalServerError, "insufficient-stock", typeof(InventoryAnswer.NoAnswer))]
    [InlineData(HttpStatusCode.ServiceUnavailable, "unavailable", typeof(InventoryAnswer.NoAnswer))]
    public async Task A_refusal_counts_by_its_name_and_anything_else_leaves_the_outcome_open(HttpStatusCode status, string name, Type expected) =>
        (await Ask(SagaStep.Commit, Problem(status, name))).ShouldBeOfType(expected);

    [Fact]
    public async Task A_refusal_that_is_no_problem_document_leaves_the_outcome_open()
    {
        (await Ask(SagaStep.Commit, Json(HttpStatusCode.NotFound, "<html>"))).ShouldBeOfType<InventoryAnswer.NoAnswer>();
        (await Ask(SagaStep.Commit, Json(HttpStatusCode.NoContent, ""))).ShouldBeOfType<InventoryAnswer.NoAnswer>();
    }

    public static TheoryData<Exception, Type> Failures() => new()
    {
        { new HttpRequestException(HttpRequestError.ConnectionError), typeof(InventoryAnswer.NoAnswer) },
        { new HttpRequestException(HttpRequestError.ResponseEnded), typeof(InventoryAnswer.NoAnswer) },
        { new TaskCanceledException(), typeof(InventoryAnswer.NoAnswer) },
        { new TimeoutRejectedException(), typeof(InventoryAnswer.NoAnswer) },
        { new BrokenCircuitException(), typeof(InventoryAnswer.CircuitOpen) },
        { new IsolatedCircuitException(), typeof(InventoryAnswer.CircuitOpen) },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failure_is_an_answer_too(Exception failure, Type expected) =>
        (await Ask(SagaStep.Reserve, new Stub(_ => throw failure))).ShouldBeOfType(expected);

    [Fact]
    public async Task Reserve_puts_all_lines_and_no_end_of_the_hold()
    {
        var stub = Json(HttpStatusCode.OK, Reservation);

        await Ask(SagaStep.Reserve, stub);

        stub.Asked.ShouldBe($"PUT /reservations/{_orderId}");
        stub.Body.ShouldBe("""{"lines":[{"sku":"A","quantity":2},{"sku":"B","quantity":1}],"holdSeconds":null}""");
    }

    [Theory]
    [InlineData(nameof(SagaStep.Commit), "commit")]
    [InlineData(nameof(SagaStep.Release), "release")]
    public async Task Commit_and_release_carry_a_key_that_is_the_same_each_time(string step, string verb)
    {
        var stub = Json(HttpStatusCode.OK, "{}");

        await Ask(Enum.Parse<SagaStep>(step), stub);

        stub.Asked.ShouldBe($"POST /reservations/{_orderId}/{verb}");
        stub.Key.ShouldBe($"\"{_orderId}-{verb}\"");
    }

    [Fact]
    public async Task While_the_circuit_is_open_nobody_is_asked()
    {
        var stub = Json(HttpStatusCode.OK, "{}");
        using var meters = new PrivateMeters();
        var circuit = new InventoryCircuit(TimeProvider.System, meters);
        var breaker = new HttpCircuitBreakerStrategyOptions();
        circuit.Watch(breaker);
        await breaker.OnOpened!(new(ResilienceContextPool.Shared.Get(), Outcome.FromResult(new HttpResponseMessage()), TimeSpan.FromMinutes(1), isManual: false));

        var (answer, tries) = await Ask(SagaStep.Commit, stub, circuit);

        answer.ShouldBeOfType<InventoryAnswer.CircuitOpen>();
        tries.ShouldBe(0);
        stub.Asked.ShouldBeNull();
    }

    [Fact]
    public async Task A_circuit_that_opens_after_the_first_try_leaves_the_outcome_open()
    {
        var (answer, tries) = await Ask(SagaStep.Commit, new OpensAfter(new TryCounter { InnerHandler = Json(HttpStatusCode.InternalServerError, "") }));

        answer.ShouldBeOfType<InventoryAnswer.NoAnswer>();
        tries.ShouldBe(1);
    }

    [Fact]
    public async Task Tries_are_counted()
    {
        var (_, tries) = await Ask(SagaStep.Commit, new Twice(new TryCounter { InnerHandler = Json(HttpStatusCode.OK, "{}") }));

        tries.ShouldBe(2);
    }

    private static async Task<InventoryAnswer> Ask(SagaStep step, Stub stub) => (await Ask(step, (HttpMessageHandler)stub)).Answer;

    private static async Task<(InventoryAnswer Answer, int Tries)> Ask(SagaStep step, HttpMessageHandler handler, InventoryCircuit? circuit = null)
    {
        using var meters = new PrivateMeters();
        using var http = new HttpClient(new AnswerReader(new InventoryCredentials(NullLogger<InventoryCredentials>.Instance)) { InnerHandler = handler }) { BaseAddress = new Uri("http://inventoryapi") };
        var client = new InventoryClient(http, circuit ?? new InventoryCircuit(TimeProvider.System, meters));
        return await client.AskAsync(step, _orderId, _lines, CancellationToken.None);
    }

    private static Stub Json(HttpStatusCode status, string body) => Answer(status, body, "application/json");

    private static Stub Problem(HttpStatusCode status, string name, string more = "") =>
        Answer(status, $$"""{"type":"https://valerix.example/problems/{{name}}","status":{{(int)status}}{{more}}}""", "application/problem+json");

    private static Stub Answer(HttpStatusCode status, string body, string mediaType) =>
        new(_ => new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, mediaType) });

    private sealed class Stub(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public string? Asked { get; private set; }

        public string? Key { get; private set; }

        public string? Body { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked = $"{request.Method} {request.RequestUri!.AbsolutePath}";
            Key = request.Headers.TryGetValues("Idempotency-Key", out var values) ? values.Single() : null;
            Body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
            return answer(request);
        }
    }

    private sealed class OpensAfter(HttpMessageHandler first) : DelegatingHandler(first)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            throw new BrokenCircuitException();
        }
    }

    private sealed class Twice(HttpMessageHandler each) : DelegatingHandler(each)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
