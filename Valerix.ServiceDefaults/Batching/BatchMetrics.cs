using System.Diagnostics.Metrics;

namespace Valerix.ServiceDefaults.Batching;

/// <summary>How large batches are, how long requests wait for theirs, and how often one falls apart.</summary>
public sealed class BatchMetrics
{
    private readonly Histogram<int> _size;
    private readonly Histogram<double> _wait;
    private readonly Counter<long> _fellApart;

    /// <param name="meters">Makes the meter <c>Valerix.Batching</c>.</param>
    public BatchMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create("Valerix.Batching");
        _size = meter.CreateHistogram<int>("valerix.batch.size", "{request}", "Requests that were carried out together");
        _wait = meter.CreateHistogram<double>("valerix.batch.wait", "s", "How long the first request of a batch waited for the one before");
        _fellApart = meter.CreateCounter<long>("valerix.batch.splits", "{split}", "Batches that failed and were tried again in halves");
    }

    internal void Took(string name, int size, TimeSpan waited)
    {
        _size.Record(size, Tag(name));
        _wait.Record(waited.TotalSeconds, Tag(name));
    }

    internal void FellApart(string name) => _fellApart.Add(1, Tag(name));

    private static KeyValuePair<string, object?> Tag(string name) => new("valerix.batch.name", name);
}
