using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Polly.CircuitBreaker;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Inventory;

namespace Valerix.UnitTests.Orders;

/// <summary>Two endpoints of Inventory of which one does not work: the other one serves, and the circuit stays closed.</summary>
public sealed class InventoryEndpointsTests
{
    private const int Waves = 20;
    private const int AtOnce = 10;

    private static readonly IReadOnlyList<OrderLine> _lines = [new() { Sku = "A", Quantity = 1 }];

    [Fact]
    public async Task One_at_which_nothing_listens_is_left_out()
    {
        await using var well = await InventoryAsync();
        using var host = OrderApi.With(FreeAddress(), well.Urls.Single());

        (await AnsweredAsync(host.Services)).ShouldBe(Waves * AtOnce);

        host.Services.GetRequiredService<InventoryCircuit>().State.ShouldBe(CircuitState.Closed);
    }

    [Fact]
    public async Task One_that_takes_connections_and_never_answers_is_left_out()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        await using var well = await InventoryAsync();
        using var host = OrderApi.With($"http://{deaf.LocalEndpoint}", well.Urls.Single());

        (await AnsweredAsync(host.Services)).ShouldBeGreaterThanOrEqualTo((int)(0.9 * Waves * AtOnce));

        host.Services.GetRequiredService<InventoryCircuit>().State.ShouldBe(CircuitState.Closed);
    }

    /// <returns>How many reserves were answered by an Inventory that is well.</returns>
    private static async Task<int> AnsweredAsync(IServiceProvider services)
    {
        var client = services.GetRequiredService<InventoryClient>();
        var answered = 0;
        for (var wave = 0; wave < Waves; wave++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce)
                .Select(_ => client.AskAsync(SagaStep.Reserve, Guid.CreateVersion7(), _lines, CancellationToken.None)));
            answered += answers.Count(answer => answer.Answer is InventoryAnswer.Reserved);
        }

        return answered;
    }

    private static async Task<WebApplication> InventoryAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapPut("/reservations/{orderId}", (Guid orderId) => TypedResults.Ok(Reservation(orderId)));
        server.MapPost("/reservations/batch", AnswerBatch);
        await server.StartAsync();
        return server;
    }

    private static ContentHttpResult AnswerBatch(ReservationBatchMessage batch) => TypedResults.Content(
        string.Join('\n', batch.Calls.Select((call, i) => System.Text.Json.JsonSerializer.Serialize(
            new { call = i, status = StatusCodes.Status200OK, body = Reservation(call.OrderId) }))),
        "application/jsonl");

    private static object Reservation(Guid orderId) =>
        new { orderId, state = "Reserved", lines = new[] { new { sku = "A", quantity = 1, unitPrice = 1.00m } } };

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
