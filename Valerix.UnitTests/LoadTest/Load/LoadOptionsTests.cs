using System.CommandLine;
using Valerix.LoadTest.Load;
using Valerix.LoadTest.Options;
using Valerix.ServiceDefaults.Gremlin;

namespace Valerix.UnitTests.LoadTest.Load;

public sealed class LoadOptionsTests
{
    private readonly LoadOptions _options = new();
    private readonly Command _command = new("load");

    public LoadOptionsTests() => _options.AddTo(_command);

    [Fact]
    public void Without_options_there_is_a_sensible_run()
    {
        var plan = Read("");

        (plan.Orders, plan.Concurrency, plan.Skus, plan.Rate, plan.Duration, plan.Ship).ShouldBe((1000, 32, 1, null, null, false));
        plan.Gremlin.IsOff.ShouldBeTrue();
    }

    [Fact]
    public void Every_option_is_heard()
    {
        var plan = Read("--orders 5 --concurrency 2 --rate 7.5 --duration 90s --skus 3 --stock 9 --ship --gremlin slow --seed 4");

        plan.ShouldBe(new LoadPlan
        {
            Orders = 5,
            Concurrency = 2,
            Rate = 7.5,
            Duration = TimeSpan.FromSeconds(90),
            Skus = 3,
            Stock = 9,
            Ship = true,
            Gremlin = GremlinPreset.Slow.Plan,
            Seed = 4,
        });
    }

    [Fact]
    public void With_a_time_as_many_order_as_can() => Read("--duration 5m").Orders.ShouldBe(LoadPlan.MaxOrders);

    [Theory]
    [InlineData("--orders 0")]
    [InlineData("--orders many")]
    [InlineData("--orders 1000001")]
    [InlineData("--concurrency -1")]
    [InlineData("--rate 0")]
    [InlineData("--rate fast")]
    [InlineData("--duration 5")]
    [InlineData("--duration 2h")]
    [InlineData("--skus 0")]
    [InlineData("--gremlin angry")]
    [InlineData("--gremlin {\"latency\":{\"every\":-1,\"delayMs\":1}}")]
    [InlineData("--gremlin {\"latancy\":{\"every\":1,\"delayMs\":1}}")]
    [InlineData("--seed x")]
    [InlineData("--oders 5")]
    public void What_makes_no_sense_is_said(string arguments) => _command.Parse(arguments.Split(' ')).Errors.ShouldNotBeEmpty();

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30.0)]
    [InlineData("1.5m", 90.0)]
    [InlineData("1h", 3600.0)]
    [InlineData("00:01:30", 90.0)]
    [InlineData("30", null)]
    [InlineData("s", null)]
    [InlineData("0s", null)]
    [InlineData("-5s", null)]
    public void A_time_is_a_number_and_a_unit(string text, double? seconds) => (Durations.Parse(text)?.TotalSeconds).ShouldBe(seconds);

    [Fact]
    public void A_plan_may_be_json_in_which_what_is_left_out_is_off() =>
        Read("--gremlin {\"error\":{\"every\":10}}").Gremlin.ShouldBe(GremlinPlan.Off with { Error = new(10) });

    private LoadPlan Read(string arguments)
    {
        var parsed = _command.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        parsed.Errors.ShouldBeEmpty();
        return _options.Read(parsed);
    }
}
