using Valerix.InventoryApi.Gremlin;

namespace Valerix.UnitTests.Inventory.Gremlin;

/// <summary>Which plans an operator, or the configuration, may ask for.</summary>
public sealed class FaultPlanRequestTests
{
    [Fact]
    public void Every_fault_is_taken_as_it_stands() =>
        ShouldBecome(
            new(new LatencyFaultRequest(5, 5000), new FaultRequest(1), new FaultRequest(0), new FaultRequest(int.MaxValue)),
            new FaultPlan(new LatencyFault(5, 5000), new Fault(1), new Fault(0), new Fault(int.MaxValue)));

    [Fact]
    public void What_is_not_named_is_off() =>
        ShouldBecome(new(Drop: new FaultRequest(3)), FaultPlan.Off with { Drop = new Fault(3) });

    [Fact]
    public void A_latency_that_is_off_needs_no_delay() =>
        ShouldBecome(new(Latency: new LatencyFaultRequest(0)), FaultPlan.Off);

    [Theory]
    [InlineData(0)]
    [InlineData(60_000)]
    public void A_delay_may_last_up_to_a_minute(int delayMs) =>
        ShouldBecome(new(Latency: new LatencyFaultRequest(1, delayMs)), FaultPlan.Off with { Latency = new LatencyFault(1, delayMs) });

    [Theory]
    [InlineData(null)]
    [InlineData(-1)]
    [InlineData(60_001)]
    public void Any_other_delay_is_refused(int? delayMs) =>
        ShouldBeRefused(new(Latency: new LatencyFaultRequest(1, delayMs)), "latency.delayMs");

    [Fact]
    public void A_plan_that_names_no_fault_is_refused() => ShouldBeRefused(new(), "plan");

    [Theory]
    [InlineData(null)]
    [InlineData(-1)]
    public void Each_fault_needs_a_number_that_is_not_negative(int? every) =>
        ShouldBeRefused(
            new(new LatencyFaultRequest(every, 1), new FaultRequest(every), new FaultRequest(every), new FaultRequest(every)),
            "latency.every", "error.every", "drop.every", "crash.every");

    private static void ShouldBecome(FaultPlanRequest request, FaultPlan expected)
    {
        request.ToPlan(out var problem).ShouldBe(expected);
        problem.ShouldBeNull();
    }

    private static void ShouldBeRefused(FaultPlanRequest request, params string[] fields)
    {
        request.ToPlan(out var problem).ShouldBeNull();
        var errors = problem.ShouldNotBeNull().ProblemDetails.Extensions["errors"].ShouldBeAssignableTo<IReadOnlyDictionary<string, string[]>>();
        errors!.Keys.ShouldBe(fields, ignoreOrder: true);
    }
}
