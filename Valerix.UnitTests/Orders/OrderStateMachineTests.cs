using Valerix.OrderApi.Domain;

namespace Valerix.UnitTests.Orders;

public sealed class OrderStateMachineTests
{
    // Written by hand, apart from the code: "." means not allowed; the row's own name, that it has happened already.
    private const string Expected = """
        from           | Confirm   | Reject   | Ship     | CompleteShipping | Deliver   | Cancel     | CompleteCancelling | Escalate       | ResumePlacing | ResumeShipping | ResumeCancelling
        Pending        | Confirmed | Rejected | .        | .                | .         | Cancelling | .                  | NeedsAttention | .             | .              | .
        Confirmed      | .         | .        | Shipping | .                | .         | Cancelling | .                  | NeedsAttention | .             | .              | .
        Rejected       | .         | .        | .        | .                | .         | .          | .                  | NeedsAttention | .             | .              | .
        Shipping       | .         | .        | Shipping | Shipped          | .         | .          | .                  | NeedsAttention | .             | .              | .
        Shipped        | .         | .        | Shipped  | .                | Delivered | .          | .                  | NeedsAttention | .             | .              | .
        Delivered      | .         | .        | .        | .                | Delivered | .          | .                  | NeedsAttention | .             | .              | .
        Cancelling     | .         | .        | .        | Shipped          | .         | Cancelling | Cancelled          | NeedsAttention | .             | .              | .
        Cancelled      | .         | .        | .        | .                | .         | Cancelled  | .                  | NeedsAttention | .             | .              | .
        NeedsAttention | .         | .        | .        | .                | .         | Cancelling | .                  | .              | Pending       | Shipping       | Cancelling
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
    public void Every_state_answers_every_trigger_as_the_table_says(string from, string trigger, string to)
    {
        var next = OrderStateMachine.Next(Enum.Parse<OrderStatus>(from), Enum.Parse<OrderTrigger>(trigger));

        (next?.ToString() ?? ".").ShouldBe(to);
    }

    [Fact]
    public void The_table_names_every_state_and_every_trigger() =>
        EveryPair().Count.ShouldBe(Enum.GetValues<OrderStatus>().Length * Enum.GetValues<OrderTrigger>().Length);

    [Theory]
    [InlineData(nameof(OrderTrigger.Confirm), "Confirmed", new[] { "Pending" })]
    [InlineData(nameof(OrderTrigger.Reject), "Rejected", new[] { "Pending" })]
    [InlineData(nameof(OrderTrigger.Ship), "Shipping", new[] { "Confirmed" })]
    [InlineData(nameof(OrderTrigger.CompleteShipping), "Shipped", new[] { "Shipping", "Cancelling" })]
    [InlineData(nameof(OrderTrigger.Deliver), "Delivered", new[] { "Shipped" })]
    [InlineData(nameof(OrderTrigger.Cancel), "Cancelling", new[] { "Pending", "Confirmed", "NeedsAttention" })]
    [InlineData(nameof(OrderTrigger.CompleteCancelling), "Cancelled", new[] { "Cancelling" })]
    [InlineData(nameof(OrderTrigger.Escalate), "NeedsAttention", new[] { "Pending", "Confirmed", "Rejected", "Shipping", "Shipped", "Delivered", "Cancelling", "Cancelled" })]
    [InlineData(nameof(OrderTrigger.ResumePlacing), "Pending", new[] { "NeedsAttention" })]
    [InlineData(nameof(OrderTrigger.ResumeShipping), "Shipping", new[] { "NeedsAttention" })]
    [InlineData(nameof(OrderTrigger.ResumeCancelling), "Cancelling", new[] { "NeedsAttention" })]
    public void A_trigger_leads_from_its_sources_to_one_target(string trigger, string target, string[] sources)
    {
        var parsed = Enum.Parse<OrderTrigger>(trigger);

        OrderStateMachine.Target(parsed).ToString().ShouldBe(target);
        OrderStateMachine.Sources(parsed).Select(source => source.ToString()).ShouldBe(sources, ignoreOrder: true);
    }
}
