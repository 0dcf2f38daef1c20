using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Valerix.InventoryApi.Gremlin;

namespace Valerix.UnitTests.Inventory.Gremlin;

public sealed class GremlinMetricsTests
{
    private static readonly string[] _kinds = ["latency", "error", "drop", "crash"];

    [Fact]
    public void Each_fault_of_a_strike_is_counted_by_its_kind()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var counted = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, publishedTo) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters)) publishedTo.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            counted.Add($"{instrument.Meter.Name} {instrument.Name} {value} {string.Join(' ', tags.ToArray())}"));
        listener.Start();
        var metrics = new GremlinMetrics(meters);

        metrics.Add(default);
        metrics.Add(new(TimeSpan.FromSeconds(1), Ending.Error));
        metrics.Add(new(TimeSpan.Zero, Ending.Drop));
        metrics.Add(new(TimeSpan.Zero, Ending.Crash));

        counted.ShouldBe(_kinds.Select(kind => $"Valerix.Inventory valerix.gremlin.strikes 1 [kind, {kind}]"));
    }
}
