using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Inventory;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.Orders;

/// <summary>What a request for several calls makes of what comes back; what Inventory really sends is tested with Inventory.</summary>
public sealed class BatchRequestTests : IDisposable
{
    private const string Commit = """{"state":"Committed"}""";

    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    private readonly Pipe _pipe = new();
    private readonly CancellationTokenSource[] _givenUp = [new(), new(), new()];

    public void Dispose() => Array.ForEach(_givenUp, source => source.Dispose());

    [Fact]
    public async Task It_is_composed_of_its_calls()
    {
        var body = "";
        HttpRequestMessage? sent = null;
        await new BatchRequest([Call(0), Call(1, SagaStep.Reserve)]).SendAsync(async (request, cancellationToken) =>
        {
            (sent, body) = (request, await request.Content!.ReadAsStringAsync(cancellationToken));
            return new(HttpStatusCode.ServiceUnavailable);
        });

        sent!.Method.ShouldBe(HttpMethod.Post);
        sent.RequestUri.ShouldBe(new Uri("http://inventory:5/reservations/batch"));
        sent.Headers.GetValues("X-Api-Key").ShouldBe(["the key"]);
        var calls = JsonSerializer.Deserialize<JsonElement>(body).GetProperty("calls");
        calls.EnumerateArray().Select(call => (call.Text("action"), call.GetProperty("lines").ValueKind, call.Text("traceparent")))
            .ShouldBe([("Commit", JsonValueKind.Null, "trace 0"), ("Reserve", JsonValueKind.Array, "trace 1")]);
    }

    [Fact]
    public async Task Each_answer_is_passed_on_at_once_in_whatever_order_they_come()
    {
        var answers = Send(calls: 3);

        await WriteAsync($$"""{"call":2,"status":200,"body":{{Commit}}}""" + "\n");
        var answer = (await answers[2].WaitAsync(_bound)).ShouldNotBeNull();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(Commit);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answers[..2].ShouldAllBe(other => !other.IsCompleted);

        await WriteAsync("""{"call":0,"status":409,"body":{"type":"x"}}""" + "\n");
        (await answers[0].WaitAsync(_bound)).ShouldNotBeNull().Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answers[1].IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_is_hung_up_on_is_alone_with_that()
    {
        var answers = Send(calls: 2);

        await WriteAsync("""{"call":1,"status":null,"body":null}""" + "\n");
        (await Should.ThrowAsync<HttpRequestException>(() => answers[1].WaitAsync(_bound))).HttpRequestError.ShouldBe(HttpRequestError.ResponseEnded);
        answers[0].IsCompleted.ShouldBeFalse();

        await WriteAsync("""{"call":0,"status":200,"body":{}}""" + "\n");
        (await answers[0].WaitAsync(_bound)).ShouldNotBeNull().StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"call":1,"sta""")]
    [InlineData("""{"call":1,"status":true}""")]
    [InlineData("""{"call":7,"status":200,"body":{}}""")]
    [InlineData("null")]
    public async Task What_breaks_off_leaves_those_without_an_answer_without_one(string rest)
    {
        var answers = Send(calls: 2);

        await WriteAsync("""{"call":0,"status":200,"body":{}}""" + "\n");
        (await answers[0].WaitAsync(_bound)).ShouldNotBeNull().StatusCode.ShouldBe(HttpStatusCode.OK);
        await WriteAsync(rest);
        await _pipe.Writer.CompleteAsync();

        await Should.ThrowAsync<HttpRequestException>(() => answers[1].WaitAsync(_bound));
    }

    [Fact]
    public async Task A_refusal_of_the_request_is_the_answer_to_each_call()
    {
        PendingCall[] calls = [Call(0), Call(1)];

        await new BatchRequest(calls).SendAsync((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)));

        foreach (var call in calls) (await call.GetAnswerAsync().WaitAsync(_bound)).ShouldNotBeNull().StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Who_can_t_be_reached_is_unreachable_for_each_call()
    {
        PendingCall[] calls = [Call(0), Call(1)];

        await new BatchRequest(calls).SendAsync((_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError));

        foreach (var call in calls)
        {
            (await Should.ThrowAsync<HttpRequestException>(() => call.GetAnswerAsync().WaitAsync(_bound))).HttpRequestError.ShouldBe(HttpRequestError.ConnectionError);
        }
    }

    [Fact]
    public async Task It_ends_when_nobody_waits_any_more_and_not_before()
    {
        CancellationToken ends = default;
        PendingCall[] calls = [Call(0), Call(1), Call(2)];
        var sending = new BatchRequest(calls).SendAsync((_, cancellationToken) =>
        {
            ends = cancellationToken;
            return Task.FromResult(new HttpResponseMessage { Content = new StreamContent(_pipe.Reader.AsStream()) });
        });
        Task<HttpResponseMessage?>[] answers = [.. calls.Select(call => call.GetAnswerAsync())];

        await _givenUp[0].CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => answers[0].WaitAsync(_bound));
        await WriteAsync("""{"call":1,"status":200,"body":{}}""" + "\n");
        await answers[1].WaitAsync(_bound);
        // It has its answer, so that it gives up changes nothing.
        await _givenUp[1].CancelAsync();
        ends.IsCancellationRequested.ShouldBeFalse();

        await _givenUp[2].CancelAsync();
        await sending.WaitAsync(_bound);
        ends.IsCancellationRequested.ShouldBeTrue();
    }

    private Task<HttpResponseMessage?>[] Send(int calls)
    {
        PendingCall[] shared = [.. Enumerable.Range(0, calls).Select(i => Call(i))];
        _ = new BatchRequest(shared).SendAsync((_, _) => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(_pipe.Reader.AsStream()) }));
        return [.. shared.Select(call => call.GetAnswerAsync())];
    }

    private async Task WriteAsync(string text) => await _pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(text));

    private PendingCall Call(int place, SagaStep step = SagaStep.Commit)
    {
        var call = new InventoryCall(step, Guid.CreateVersion7(), [new() { Sku = "A", Quantity = 1 }]);
        var request = call.ToRequest();
        request.RequestUri = new Uri(new Uri("http://inventory:5"), request.RequestUri!);
        request.Headers.Add("X-Api-Key", "the key");
        return new(call, request, $"trace {place}", _givenUp[place].Token);
    }
}
