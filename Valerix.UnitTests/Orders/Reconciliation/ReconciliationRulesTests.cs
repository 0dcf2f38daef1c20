using Valerix.OrderApi.Domain;

namespace Valerix.UnitTests.Orders.Reconciliation;

public sealed class ReconciliationRulesTests
{
    // Written by hand, apart from the code: "." means that they agree, "!" that a person has to look; else it is the step that mends.
    private const string Expected = """
        order          | None    | Reserved | Committed | Released | Lapsed
        Pending        | Reserve | Reserve  | Reserve   | Reserve  | Reserve
        Confirmed      | !       | .        | !         | !        | !
        Rejected       | .       | Release  | !         | .        | .
        Shipping       | Commit  | Commit   | Commit    | Commit   | Commit
        Shipped        | !       | Commit   | .         | !        | !
        Delivered      | !       | Commit   | .         | !        | !
        Cancelling     | Release | Release  | Release   | Release  | Release
        Cancelled      | Release | Release  | !         | .        | .
        NeedsAttention | .       | .        | .         | .        | .
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
    public void Every_order_fits_its_reservation_or_not_as_the_table_says(string order, string reservation, string expected) =>
        Symbol(ReconciliationRules.Compare(Enum.Parse<OrderStatus>(order), Enum.Parse<ReservationState>(reservation))).ShouldBe(expected);

    [Fact]
    public void The_table_names_every_order_and_every_reservation() =>
        EveryPair().Count.ShouldBe(Enum.GetValues<OrderStatus>().Length * Enum.GetValues<ReservationState>().Length);

    [Fact]
    public void An_open_order_is_mended_by_the_step_that_its_phase_begins_with()
    {
        foreach (var phase in OrderSaga.Phases)
        {
            ReconciliationRules.Compare(phase.Status, ReservationState.None).ShouldBeOfType<ReconciliationDecision.Repair>().Step.ShouldBe(phase.First);
        }
    }

    [Fact]
    public void No_step_takes_stock_anew_for_an_order_that_is_settled() =>
        Enum.GetValues<OrderStatus>().Except(OrderSaga.Phases.Select(phase => phase.Status))
            .SelectMany(order => Enum.GetValues<ReservationState>().Select(reservation => ReconciliationRules.Compare(order, reservation)))
            .OfType<ReconciliationDecision.Repair>()
            .ShouldAllBe(mend => mend.Step != SagaStep.Reserve);

    private static string Symbol(ReconciliationDecision verdict) => verdict switch
    {
        ReconciliationDecision.Repair mend => mend.Step.ToString(),
        ReconciliationDecision.Escalate => "!",
        _ => ".",
    };
}
