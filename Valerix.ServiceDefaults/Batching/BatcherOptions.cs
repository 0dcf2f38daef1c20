namespace Valerix.ServiceDefaults.Batching;

/// <summary>The limits of a <see cref="Batcher{TRequest,TResult}"/>.</summary>
/// <param name="Name">Of the requests, in metrics, traces and errors.</param>
/// <param name="MaxBatch">How many requests go together at most.</param>
/// <param name="Capacity">How many may wait; what comes on top is turned away.</param>
public sealed record BatcherOptions<TRequest>(string Name, int MaxBatch, int Capacity)
{
    /// <summary>What only one request of a batch may have; the next with the same one waits for the next batch. Null when all may go together.</summary>
    public Func<TRequest, object>? KeyOf { get; init; }

    /// <summary>Whether a failure may be due to one of the requests, so that the others deserve another try; not when nothing answers.</summary>
    public Func<Exception, bool> IsItemFault { get; init; } = _ => true;

    /// <summary>How long what is waiting at the end of the process may take.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
