using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Polly.CircuitBreaker;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Inventory;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.Orders;

/// <summary>The Order API's way to Inventory, at whose address a server answers that is not Inventory, or no longer itself.</summary>
public sealed class InventoryImpostorTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);
    private static readonly IReadOnlyList<OrderLine> _lines = [new() { Sku = "A", Quantity = 1 }];

    public static TheoryData<string> Impostors =>
    [
        "drips", "is down for maintenance", "answers with garbage", "answers with nothing", "answers about another order",
        "answers 404 in HTML",
    ];

    [Theory, MemberData(nameof(Impostors))]
    public async Task Its_answers_leave_the_outcome_open_and_open_the_circuit(string impostor)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.Run(context => AnswerAsync(impostor, context));
        await server.StartAsync();
        using var host = OrderApi.With(server.Urls.Single());
        var client = host.Services.GetRequiredService<InventoryClient>();
        var circuit = host.Services.GetRequiredService<InventoryCircuit>();

        await Eventually.Async(
            async cancellationToken =>
            {
                var answers = await Task.WhenAll(((SagaStep[])[SagaStep.Reserve, SagaStep.Commit, SagaStep.Release])
                    .Select(step => client.AskAsync(step, Guid.CreateVersion7(), _lines, cancellationToken)));
                answers.ShouldAllBe(answer => answer.Answer is InventoryAnswer.NoAnswer || answer.Answer is InventoryAnswer.CircuitOpen);
                return circuit.State == CircuitState.Open;
            },
            _bound,
            "the circuit opens");
    }


    private static async Task AnswerAsync(string impostor, HttpContext context)
    {
        var response = context.Response;
        switch (impostor)
        {
            case "drips":
                response.ContentType = "application/json";
                using (var drips = new PeriodicTimer(TimeSpan.FromMilliseconds(100)))
                {
                    while (await drips.WaitForNextTickAsync(context.RequestAborted)) await response.WriteAsync(" ", context.RequestAborted);
                }

                break;
            case "is down for maintenance":
                response.ContentType = "text/html";
                await response.WriteAsync("<html>Down for maintenance</html>");
                break;
            case "answers with garbage":
                response.ContentType = "application/json";
                await response.WriteAsync("\0\u0001{[");
                break;
            case "answers with nothing":
                break;
            case "answers about another order":
                response.ContentType = "application/json";
                await response.WriteAsync($$"""{"orderId":"{{Guid.Empty}}","state":"Committed","lines":[{"sku":"A","quantity":1,"unitPrice":1}]}""");
                break;
            case "answers 404 in HTML":
                response.StatusCode = StatusCodes.Status404NotFound;
                response.ContentType = "text/html";
                await response.WriteAsync("<html>Not found</html>");
                break;
            default:
                throw new InvalidOperationException($"No impostor {impostor}.");
        }
    }
}
