using Valerix.OrderApi.Inventory;
using Valerix.OrderApi.Orders;

namespace Valerix.Tests.Orders;

public sealed class OrderSagaTests
{
    private static readonly TimeSpan _took = TimeSpan.FromMilliseconds(12.4);

    private static readonly Dictionary<string, InventoryAnswer> _answers = new()
    {
        ["Reserved"] = new InventoryAnswer.Reserved([new("A", 2, 9.95m), new("B", 1, 0.10m)]),
        ["Committed"] = new InventoryAnswer.Committed(),
        ["Released"] = new InventoryAnswer.Released(),
        ["InsufficientStock"] = new InventoryAnswer.InsufficientStock([new("A", 2, 1)]),
        ["UnknownSku"] = new InventoryAnswer.UnknownSku(["B"]),
        ["Closed"] = new InventoryAnswer.Closed(),
        ["Mismatch"] = new InventoryAnswer.Mismatch(),
        ["NotFound"] = new InventoryAnswer.NotFound(),
        ["NoAnswer"] = new InventoryAnswer.NoAnswer("did not answer in time"),
        ["CircuitOpen"] = new InventoryAnswer.CircuitOpen(),
    };

    // "." means that the outcome is as unknown as before.
    private const string Expected = """
        answer            | Reserve  | Commit           | Release
        Reserved          | Confirm  | .                | .
        Committed         | .        | CompleteShipping | .
        Released          | .        | .                | CompleteCancelling
        InsufficientStock | Reject   | .                | .
        UnknownSku        | Reject   | .                | .
        Closed            | Escalate | Escalate         | Escalate
        Mismatch          | Escalate | .                | .
        NotFound          | .        | Escalate         | .
        NoAnswer          | .        | .                | .
        CircuitOpen       | .        | .                | .
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
    public void Every_answer_to_every_step_means_what_the_table_says(string answer, string step, string trigger)
    {
        var outcome = OrderSaga.Decide(Enum.Parse<InventoryStep>(step), _answers[answer], _took);

        (outcome.Change?.Trigger.ToString() ?? ".").ShouldBe(trigger);
        outcome.Attempt.Type.ShouldBe($"{step}Attempt");
        outcome.Attempt.Detail.ShouldEndWith("(12 ms)");
    }

    [Fact]
    public void The_table_names_every_answer_and_every_step()
    {
        var answers = typeof(InventoryAnswer).GetNestedTypes().Select(type => type.Name).ToList();

        _answers.Keys.ShouldBe(answers, ignoreOrder: true);
        EveryPair().Count.ShouldBe(answers.Count * Enum.GetValues<InventoryStep>().Length);
    }

    [Theory]
    [InlineData(nameof(OrderStatus.Pending), "Reserve")]
    [InlineData(nameof(OrderStatus.Confirmed), null)]
    [InlineData(nameof(OrderStatus.Rejected), null)]
    [InlineData(nameof(OrderStatus.Shipping), "Commit")]
    [InlineData(nameof(OrderStatus.Shipped), null)]
    [InlineData(nameof(OrderStatus.Delivered), null)]
    [InlineData(nameof(OrderStatus.Cancelling), "Release")]
    [InlineData(nameof(OrderStatus.Cancelled), null)]
    [InlineData(nameof(OrderStatus.NeedsAttention), null)]
    public void A_state_whose_outcome_is_open_calls_for_one_step(string status, string? step) =>
        (OrderSaga.StepOf(Enum.Parse<OrderStatus>(status))?.ToString()).ShouldBe(step);

    [Fact]
    public void A_state_that_calls_for_a_step_is_left_by_what_the_step_can_mean()
    {
        foreach (var status in Enum.GetValues<OrderStatus>())
        {
            if (OrderSaga.StepOf(status) is not { } step) continue;
            foreach (var answer in _answers.Values)
            {
                if (OrderSaga.Decide(step, answer, _took).Change is not { } change) continue;

                OrderStateMachine.Next(status, change.Trigger).ShouldBe(change.Target, $"{answer} to {step}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void An_answer_counts_only_while_the_order_still_waits_for_it(string answer, string step, string trigger)
    {
        // A reserve that finds the door closed is what a cancel is for, and no reason to call a person.
        var change = OrderSaga.Decide(Enum.Parse<InventoryStep>(step), _answers[answer], _took).Change;
        if (trigger == ".") return;

        var waiting = Enum.GetValues<OrderStatus>().Where(status => OrderSaga.StepOf(status)?.ToString() == step);
        change.ShouldNotBeNull().Sources.ShouldBe(waiting);
    }

    [Fact]
    public void A_reservation_names_the_prices_and_the_total()
    {
        var change = OrderSaga.Decide(InventoryStep.Reserve, _answers["Reserved"], _took).Change.ShouldNotBeNull();

        change.PricedLines.Select(line => line.UnitPrice).ShouldBe([9.95m, 0.10m]);
        change.Total.ShouldBe(20.00m);
        change.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Too_little_stock_is_told_line_by_line()
    {
        var change = OrderSaga.Decide(InventoryStep.Reserve, _answers["InsufficientStock"], _took).Change.ShouldNotBeNull();

        change.Refusal.ShouldNotBeNull().Shortages.ShouldBe([new Shortage("A", 2, 1)]);
        change.Refusal.UnknownSkus.ShouldBeEmpty();
        change.Message.ShouldBe("Sorry, there is not enough of A (2 wanted, 1 left).");
        change.Total.ShouldBeNull();
    }

    [Fact]
    public void An_unknown_product_is_named()
    {
        var change = OrderSaga.Decide(InventoryStep.Reserve, _answers["UnknownSku"], _took).Change.ShouldNotBeNull();

        change.Refusal.ShouldNotBeNull().UnknownSkus.ShouldBe(["B"]);
        change.Refusal.Shortages.ShouldBeEmpty();
        change.Message.ShouldBe("Sorry, we do not sell B.");
    }

    [Fact]
    public void Why_there_was_no_answer_is_in_the_timeline() =>
        OrderSaga.Decide(InventoryStep.Commit, _answers["NoAnswer"], _took).Attempt.Detail
            .ShouldBe("Outcome unknown: Inventory did not answer in time. (12 ms)");

    [Fact]
    public void Every_answer_is_described_in_its_own_words()
    {
        var details = _answers.Values.Select(answer => OrderSaga.Decide(InventoryStep.Reserve, answer, _took).Attempt.Detail).ToList();

        details.Distinct().Count().ShouldBe(details.Count);
    }
}
