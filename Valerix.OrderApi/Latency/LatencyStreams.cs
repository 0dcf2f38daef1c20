using System.Runtime.CompilerServices;
using Valerix.ServiceDefaults.Batching;

namespace Valerix.OrderApi.Latency;

/// <summary>The open streams of the gauge, at most as many as one process serves.</summary>
internal sealed class LatencyStreams(LatencyGauge gauge, IHostApplicationLifetime lifetime, TimeProvider time)
{
    public const int Max = 100;

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private int _open;

    /// <summary>A reading at once and one each second, until the listener leaves or the process ends.</summary>
    /// <exception cref="OverloadedException">There are as many as there may be.</exception>
    public IAsyncEnumerable<LatencyReport> Open(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _open) <= Max) return ReadAsync(cancellationToken);

        Interlocked.Decrement(ref _open);
        throw new OverloadedException($"{Max} streams are open already.");
    }

    private async IAsyncEnumerable<LatencyReport> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            do yield return gauge.Read();
            while (await IsDueAsync(timer, ended.Token));
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private static async Task<bool> IsDueAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
