using System.Diagnostics;
using Valerix.OrderApi.Processing;

namespace Valerix.UnitTests.Orders.Steps;

public sealed class StepTracingTests
{
    private const string Cause = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void A_later_attempt_links_to_the_trace_of_the_call_that_caused_it() =>
        StepTracing.LinksOf(Cause, current: null).ShouldHaveSingleItem().Context.TraceId.ToHexString().ShouldBe("0af7651916cd43dd8448eb211c80319c");

    [Fact]
    public void The_first_attempt_is_in_that_trace_and_needs_no_link()
    {
        using var request = new Activity("a request").SetIdFormat(ActivityIdFormat.W3C).SetParentId(Cause).Start();

        StepTracing.LinksOf(Cause, request).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nothing of the kind")]
    public void A_cause_that_made_no_trace_is_not_linked(string? traceparent) => StepTracing.LinksOf(traceparent, current: null).ShouldBeEmpty();
}
