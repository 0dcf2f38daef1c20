using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Inventory;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.Orders;

public sealed class InventoryResponseMapperTests
{
    private static readonly Dictionary<string, InventoryAnswer> _answers = new()
    {
        ["Reserved"] = new InventoryAnswer.Reserved([new("A", 2, 9.95m), new("B", 1, 0.10m)]),
        ["Committed"] = new InventoryAnswer.Committed(),
        ["Released"] = new InventoryAnswer.Released(),
        ["InsufficientStock"] = new InventoryAnswer.InsufficientStock([new("A", 2, 1)]),
        ["UnknownSku"] = new InventoryAnswer.UnknownSku(["B"]),
        ["Closed"] = new InventoryAnswer.Closed(),
        ["Mismatch"] = new InventoryAnswer.Mismatch(),
        ["Busy"] = new InventoryAnswer.Busy(),
        ["NotFound"] = new InventoryAnswer.NotFound(),
        ["NoAnswer"] = new InventoryAnswer.NoAnswer("did not answer in time"),
        ["KeyRefused"] = new InventoryAnswer.KeyRefused(),
        ["CircuitOpen"] = new InventoryAnswer.CircuitOpen(),
    };

    private const string Expected = """
        answer            | Reserve       | Commit   | Release
        Reserved          | Done          | Unknown  | Unknown
        Committed         | Unknown       | Done     | Unknown
        Released          | Unknown       | Unknown  | Done
        InsufficientStock | Refused       | Unknown  | Unknown
        UnknownSku        | Refused       | Unknown  | Unknown
        Closed            | Contradiction | Refused  | Refused
        Mismatch          | Contradiction | Unknown  | Unknown
        Busy              | Unknown       | Unknown  | Unknown
        NotFound          | Unknown       | Refused  | Unknown
        NoAnswer          | Unknown       | Unknown  | Unknown
        KeyRefused        | NotAsked      | NotAsked | NotAsked
        CircuitOpen       | NotAsked      | NotAsked | NotAsked
        """;

    public static TheoryData<string, string, string> EveryPair()
    {
        var pairs = new TheoryData<string, string, string>();
        string[][] rows = [.. Expected.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries))];
        foreach (var row in rows[1..])
        {
            for (var column = 1; column < row.Length; column++)
            {
                pairs.Add(row[0], rows[0][column], row[column]);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void Every_answer_to_every_step_means_what_the_table_says(string answer, string step, string result) =>
        Of(step, answer).GetType().Name.ShouldBe(result);

    [Fact]
    public void The_table_names_every_answer_and_every_step()
    {
        var answers = typeof(InventoryAnswer).GetNestedTypes().Select(type => type.Name).ToList();

        _answers.Keys.ShouldBe(answers, ignoreOrder: true);
        EveryPair().Count.ShouldBe(answers.Count * Enum.GetValues<SagaStep>().Length);
    }

    [Fact]
    public void Stock_that_left_the_shelf_for_an_order_that_was_never_confirmed_is_nobody_s_refusal() =>
        Of("Release", "Closed", total: null).ShouldBeOfType<StepResult.Contradiction>();

    [Fact]
    public void A_reservation_names_the_prices() =>
        Of("Reserve", "Reserved").ShouldBeOfType<StepResult.Done>().PricedLines.Select(line => line.UnitPrice).ShouldBe([9.95m, 0.10m]);

    [Fact]
    public void Too_little_stock_is_told_line_by_line()
    {
        var refusal = Of("Reserve", "InsufficientStock").ShouldBeOfType<StepResult.Refused>().Refusal.ShouldNotBeNull();

        refusal.Shortages.ShouldBe([new Shortage("A", 2, 1)]);
        refusal.UnknownSkus.ShouldBeEmpty();
        OrderMessages.For(OrderStatus.Rejected, refusal).ShouldBe("Sorry, there is not enough of A (2 wanted, 1 left).");
    }

    [Fact]
    public void An_unknown_product_is_named()
    {
        var refusal = Of("Reserve", "UnknownSku").ShouldBeOfType<StepResult.Refused>().Refusal.ShouldNotBeNull();

        refusal.UnknownSkus.ShouldBe(["B"]);
        refusal.Shortages.ShouldBeEmpty();
        OrderMessages.For(OrderStatus.Rejected, refusal).ShouldBe("Sorry, we do not sell B.");
    }

    [Fact]
    public void Why_there_was_no_answer_is_said() =>
        Of("Commit", "NoAnswer").Said.ShouldBe("Outcome unknown: Inventory did not answer in time.");

    [Fact]
    public void Every_answer_is_described_in_its_own_words()
    {
        var sentences = _answers.Keys.Select(answer => Of("Reserve", answer).Said).ToList();

        sentences.Distinct().Count().ShouldBe(sentences.Count);
    }

    private static StepResult Of(string step, string answer) => Of(step, answer, total: 20.00m);

    private static StepResult Of(string step, string answer, decimal? total)
    {
        var parsed = Enum.Parse<SagaStep>(step);
        return InventoryResponseMapper.Of(SagaExamples.In(OrderStatus.Pending, parsed, total: total), parsed, _answers[answer]);
    }
}
