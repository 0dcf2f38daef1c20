using System.Diagnostics.Metrics;

namespace Valerix.UnitTests.Shared;

/// <summary>Meters that no other test hears.</summary>
internal sealed class PrivateMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(new MeterOptions(options.Name) { Version = options.Version, Tags = options.Tags, Scope = this });
        _meters.Add(meter);
        return meter;
    }

    /// <summary>What an instrument says when it is asked now.</summary>
    public IReadOnlyList<T> Read<T>(string instrument) where T : struct
    {
        var values = new List<T>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (published, listener) =>
            {
                if (published.Meter.Scope == this && published.Name == instrument) listener.EnableMeasurementEvents(published);
            },
        };
        listener.SetMeasurementEventCallback<T>((_, value, _, _) => values.Add(value));
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }

    public void Dispose() => _meters.ForEach(meter => meter.Dispose());
}
