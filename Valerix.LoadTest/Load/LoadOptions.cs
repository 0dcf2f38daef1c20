using System.CommandLine;
using Valerix.LoadTest.Options;
using Valerix.ServiceDefaults.Gremlin;

namespace Valerix.LoadTest.Load;

/// <summary>The options that say what is to be ordered, how fast, and under which faults.</summary>
internal sealed class LoadOptions
{
    private const int DefaultOrders = 1_000;
    private const int DefaultConcurrency = 32;

    /// <summary>With a rate, shoppers come by the clock, so there must be room for waiting orders.</summary>
    private const int DefaultConcurrencyWithRate = 256;

    private static readonly TimeSpan _maxDuration = TimeSpan.FromHours(1);

    private readonly Option<int?> _orders = new Option<int?>("--orders")
    {
        Description = $"How many orders. [default: {DefaultOrders}, or as many as fit into --duration]",
    }.From(1, LoadPlan.MaxOrders);

    private readonly Option<TimeSpan?> _duration = OptionRules.Duration("--duration", "Nobody orders after this: 500ms, 30s, 5m.").From(TimeSpan.Zero, _maxDuration);

    private readonly Option<int?> _concurrency = new Option<int?>("--concurrency")
    {
        Description = $"How many at a time. [default: {DefaultConcurrency}; with --rate {DefaultConcurrencyWithRate}]",
    }.From(1, 2_000);

    private readonly Option<double?> _rate = new Option<double?>("--rate")
    {
        Description = "Orders due each second, answered or not; latency then counts from when an order was due.",
    }.From(0.1, 100_000);

    private readonly Option<int> _skus = new Option<int>("--skus") { Description = "How many products are sold; 1 is a hot one.", DefaultValueFactory = _ => 1 }.From(1, 10_000);

    private readonly Option<int?> _stock = new Option<int?>("--stock") { Description = "Pieces of each product. [default: enough for all]" }.From(1, 1_000_000_000);

    private readonly Option<bool> _ship = new("--ship") { Description = "Ship each order as soon as it is confirmed." };

    private readonly Option<GremlinPlan?> _gremlin = OptionRules.Parsed(
        "--gremlin",
        GremlinPlan.Parse,
        $"one of {string.Join(", ", GremlinPreset.All.Select(preset => preset.Name.ToLowerInvariant()))}, or a plan such as {{\"error\":{{\"every\":10}}}}",
        $"Faults of Inventory: {string.Join(", ", GremlinPreset.All.Select(preset => preset.Name.ToLowerInvariant()))}, or a plan as JSON. [default: off]");

    private readonly Option<int> _seed = new("--seed") { Description = "Which shopper buys what.", DefaultValueFactory = _ => 1 };

    private readonly Option<DirectoryInfo> _report = new("--report")
    {
        Description = "The folder for report.html and results.json.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("artifacts", "load")),
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_orders, _concurrency, _rate, _duration, _skus, _stock, _ship, _gremlin, _seed, _report])
        {
            command.Options.Add(option);
        }
    }

    public LoadPlan Read(ParseResult arguments)
    {
        var duration = arguments.GetValue(_duration);
        var rate = arguments.GetValue(_rate);
        return new()
        {
            Orders = arguments.GetValue(_orders) ?? (duration is null ? DefaultOrders : LoadPlan.MaxOrders),
            Duration = duration,
            Concurrency = arguments.GetValue(_concurrency) ?? (rate is null ? DefaultConcurrency : DefaultConcurrencyWithRate),
            Rate = rate,
            Skus = arguments.GetValue(_skus),
            Stock = arguments.GetValue(_stock),
            Ship = arguments.GetValue(_ship),
            Gremlin = arguments.GetValue(_gremlin) ?? GremlinPlan.Off,
            Seed = arguments.GetValue(_seed),
        };
    }

    public DirectoryInfo ReadReportFolder(ParseResult arguments) => arguments.GetRequiredValue(_report);
}
