using System.Diagnostics.Metrics;
using Valerix.OrderApi.Processing;

namespace Valerix.OrderApi.Latency;

/// <summary>The fleet's gauge as this replica knows it: its own seconds of this moment, and those of the others as they were read last.</summary>
/// <remarks>It answers from memory. While the database is away, what the others did ages out and its own goes on.</remarks>
internal sealed class LatencyGauge
{
    private readonly LatencyRecorder _recorder;
    private readonly DatabaseClock _clock;
    private FleetReading _fleet = FleetReading.None;

    public LatencyGauge(LatencyRecorder recorder, DatabaseClock clock, IMeterFactory meters)
    {
        _recorder = recorder;
        _clock = clock;
        meters.Create("Valerix.Orders").CreateObservableGauge(
            "valerix.orders.latency.mean",
            () => Read().MeanMs / 1_000,
            "s",
            "Mean response time of the last 30 s over all replicas: the figure of GET /latency.");
    }

    public LatencyReport Read()
    {
        var fleet = Volatile.Read(ref _fleet);
        return LatencyWindow.Read(
            fleet.Rows.Where(row => row.Replica != _recorder.Replica).Concat(_recorder.Seconds()), _clock.Now, fleet.RedMinutesToday);
    }

    public void Heard(FleetReading reading) => Volatile.Write(ref _fleet, reading);
}
