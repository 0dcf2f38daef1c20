using Valerix.LoadTest.Api;
using Valerix.LoadTest.Running;

namespace Valerix.LoadTest.Load.Selling;

/// <summary>Asks the system's own gauge once a second. Where there is none, it stops asking.</summary>
internal sealed class GaugeReader(OrdersClient orders, Pace pace)
{
    private const int MaxReadings = 10_000;

    private readonly List<GaugeReading> _readings = [];

    /// <summary>The last reading; null when there is none.</summary>
    public GaugeReading? Last { get; private set; }

    /// <summary>Reads until <paramref name="ending"/>.</summary>
    /// <returns>All readings, oldest first.</returns>
    public async Task<IReadOnlyList<GaugeReading>> ReadAsync(CancellationToken ending)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(ending) && _readings.Count < MaxReadings)
            {
                try
                {
                    if (await orders.FindGaugeAsync(ending) is not { } gauge) break;

                    _readings.Add(Last = new(pace.Now, gauge.MeanMs ?? 0, gauge.ThresholdMs, gauge.Status));
                }
                catch (Exception exception) when (exception.IsNoAnswer(ending))
                {
                    // A gap in the curve.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }

        return _readings;
    }
}
