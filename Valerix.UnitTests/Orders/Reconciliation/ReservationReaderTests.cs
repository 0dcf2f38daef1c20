using System.Text;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Inventory;

namespace Valerix.UnitTests.Orders.Reconciliation;

public sealed class ReservationReaderTests
{
    private const string NotFound = """{"type":"https://valerix.example/problems/reservation-not-found","status":404}""";

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"state":"Reserved"}""", nameof(ReservationState.Reserved))]
    [InlineData(HttpStatusCode.OK, """{"state":"Committed","lines":[]}""", nameof(ReservationState.Committed))]
    [InlineData(HttpStatusCode.OK, """{"state":"Released"}""", nameof(ReservationState.Released))]
    [InlineData(HttpStatusCode.OK, """{"state":"Lapsed"}""", nameof(ReservationState.Lapsed))]
    [InlineData(HttpStatusCode.NotFound, NotFound, nameof(ReservationState.None))]
    public async Task What_Inventory_says_is_understood(HttpStatusCode status, string body, string expected) =>
        (await FindAsync(status, body)).ShouldBe(new(Enum.Parse<ReservationState>(expected)));

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"state":"None"}""")]
    [InlineData(HttpStatusCode.OK, """{"state":"Evaporated"}""")]
    [InlineData(HttpStatusCode.OK, "{}")]
    [InlineData(HttpStatusCode.OK, "null")]
    [InlineData(HttpStatusCode.OK, "nonsense")]
    [InlineData(HttpStatusCode.NotFound, """{"type":"https://valerix.example/problems/not-found","status":404}""")]
    [InlineData(HttpStatusCode.NotFound, "nonsense")]
    [InlineData(HttpStatusCode.InternalServerError, NotFound)]
    public async Task An_answer_that_is_not_understood_leaves_the_state_open(HttpStatusCode status, string body) =>
        (await FindAsync(status, body)).ShouldBe(new(State: null));

    [Fact]
    public async Task Inventory_that_is_not_there_hangs_up_or_takes_too_long_has_not_answered()
    {
        (await FindAsync(HttpStatusCode.ServiceUnavailable, "")).ShouldBe(ReservationLook.NoAnswer);
        (await FindAsync(() => throw new HttpRequestException("Hung up."))).ShouldBe(ReservationLook.NoAnswer);
        (await FindAsync(() => throw new TaskCanceledException("Too long."))).ShouldBe(ReservationLook.NoAnswer);
    }

    private static Task<ReservationLook> FindAsync(HttpStatusCode status, string body) => FindAsync(() => new(status)
    {
        Content = new StringContent(body, Encoding.UTF8, status == HttpStatusCode.OK ? "application/json" : "application/problem+json"),
    });

    private static async Task<ReservationLook> FindAsync(Func<HttpResponseMessage> answer)
    {
        using var http = new HttpClient(new Inventory(answer)) { BaseAddress = new("http://inventory") };
        return await new ReservationReader(http).FindAsync(Guid.CreateVersion7(), CancellationToken.None);
    }

    private sealed class Inventory(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer());
    }
}
