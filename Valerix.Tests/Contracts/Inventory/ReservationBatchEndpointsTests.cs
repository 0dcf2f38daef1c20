using System.Text.Json;
using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Inventory;

/// <summary>Several calls in one request: each is answered as if it had come alone.</summary>
[Collection(WholeSystem.Name)]
public sealed class ReservationBatchEndpointsTests(SharedApp shared)
{
    private readonly InventoryClient _inventory = shared.App.Inventory;
    private readonly Guid _order = Guid.CreateVersion7();

    [Fact]
    public async Task Each_call_has_the_answer_that_it_would_have_alone()
    {
        var sku = await _inventory.StockedAsync(5);
        var (held, tooMuch, stranger, closed) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        (await _inventory.ReserveAsync(held, null, (sku, 1))).ShouldHave(HttpStatusCode.Created);

        var answers = await AskAsync(
            new { orderId = _order, action = "Reserve", lines = new[] { new { sku, quantity = 2 } } },
            new { orderId = _order, action = "Reserve", lines = new[] { new { sku, quantity = 2 } } },
            new { orderId = _order, action = "Reserve", lines = new[] { new { sku, quantity = 1 } } },
            new { orderId = held, action = "Commit" },
            new { orderId = tooMuch, action = "Reserve", lines = new[] { new { sku, quantity = 9 } } },
            new { orderId = tooMuch, action = "Reserve", lines = new[] { new { sku = "there-is-no-such", quantity = 1 } } },
            new { orderId = stranger, action = "Commit" },
            new { orderId = closed, action = "Release" },
            new { orderId = closed, action = "Reserve", lines = new[] { new { sku, quantity = 1 } } },
            new { orderId = stranger, action = "Reserve", lines = new[] { new { sku, quantity = 0 } } });

        answers.Select(answer => answer.GetProperty("status").GetInt32()).ShouldBe([201, 200, 409, 200, 409, 422, 404, 200, 409, 400]);
        answers.Select(answer => answer.GetProperty("body")).Select(body => body.TryGetProperty("type", out var type) ? type.GetString()!.Split('/')[^1] : body.Text("state"))
            .ShouldBe(
            [
                "Reserved", "Reserved", "reservation-mismatch", "Committed", "insufficient-stock",
                "unknown-sku", "reservation-not-found", "Released", "reservation-closed", "validation",
            ]);
        answers[0].GetProperty("body").GetProperty("lines")[0].GetProperty("unitPrice").GetDecimal().ShouldBe(InventoryClient.UnitPrice);
        answers[4].GetProperty("body").GetProperty("shortages")[0].GetProperty("requested").GetInt32().ShouldBe(9);
        var product = await _inventory.ProductAsync(sku);
        (product.OnHand, product.Reserved).ShouldBe((4, 2));
    }

    public static TheoryData<string> BadBatches() =>
    [
        "{}",
        """{"calls":null}""",
        """{"calls":[]}""",
        """{"calls":[null]}""",
        """{"calls":[{"action":"Release"}]}""",
        """{"calls":[{"orderId":"no id","action":"Release"}]}""",
        """{"calls":[{"orderId":"01990000-0000-7000-8000-000000000001"}]}""",
        """{"calls":[{"orderId":"01990000-0000-7000-8000-000000000001","action":"Steal"}]}""",
        """{"calls":[{"orderId":"01990000-0000-7000-8000-000000000001","action":1}]}""",
        $$"""{"calls":[{{string.Join(',', Enumerable.Repeat("""{"orderId":"01990000-0000-7000-8000-000000000001","action":"Commit"}""", 65))}}]}""",
        "[",
    ];

    [Theory]
    [MemberData(nameof(BadBatches))]
    public async Task A_batch_that_makes_no_sense_does_nothing(string body) =>
        (await _inventory.Service.SendAsOperatorAsync(HttpMethod.Post, "/reservations/batch", body)).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");

    [Fact]
    public async Task Only_operators_may()
    {
        var body = ServiceClient.Text(new { calls = new[] { new { orderId = _order, action = "Release" } } });

        (await _inventory.Service.SendAsync(HttpMethod.Post, "/reservations/batch", body)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthorized");

        (await _inventory.GetReservationAsync(_order)).ShouldHave(HttpStatusCode.NotFound);
    }

    /// <summary>The answers in the order of the calls.</summary>
    private async Task<JsonElement[]> AskAsync(params object[] calls)
    {
        var answer = (await _inventory.Service.SendAsOperatorAsync(HttpMethod.Post, "/reservations/batch", new { calls })).ShouldHave(HttpStatusCode.OK);
        answer.MediaType.ShouldBe("application/jsonl");
        return
        [
            .. answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
                .OrderBy(line => line.GetProperty("call").GetInt32()),
        ];
    }
}
