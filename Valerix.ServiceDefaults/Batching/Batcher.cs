using System.Diagnostics;
using System.Threading.Channels;

namespace Valerix.ServiceDefaults.Batching;

/// <summary>
/// Group commit: requests that arrive while a batch is being carried out become the next one, so that a hundred of them cost
/// one round trip and one commit. No call waits for company: a request that finds nothing under way is a batch of its own.
/// </summary>
/// <remarks>
/// The queue is bounded, and what finds it full is turned away at once. One batch is under way at a time. If it fails, it falls apart
/// into halves, and these again, until only the request that is at fault fails; that happens beside the next batches, a few at a time.
/// </remarks>
public sealed class Batcher<TRequest, TResult> : IAsyncDisposable
{
    private const int MaxFallingApart = 4;

    private static readonly ActivitySource _activities = new("Valerix.Batching");

    private readonly BatcherOptions<TRequest> _options;
    private readonly Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TResult>>> _execute;
    private readonly BatchMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Channel<Waiting> _queue;
    private readonly SemaphoreSlim _fallingApart = new(MaxFallingApart);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    // The first request that could not go along with the last batch.
    private Waiting? _left;

    /// <param name="options">The limits.</param>
    /// <param name="execute">
    /// Carries out a batch, in its order, and returns the result of each request in the same order. It must be safe to repeat: what failed
    /// as a whole is tried again in parts. It bounds its own time.
    /// </param>
    /// <param name="metrics">Is told of each batch.</param>
    /// <param name="time">Measures how long requests wait.</param>
    public Batcher(
        BatcherOptions<TRequest> options,
        Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TResult>>> execute,
        BatchMetrics metrics,
        TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _execute = execute;
        _metrics = metrics;
        _time = time;
        _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(options.Capacity) { SingleReader = true });
        // The loop must not run in the first caller's activity, culture or log scope: all later batches would be in that caller's trace.
        using (ExecutionContext.SuppressFlow()) _loop = Task.Run(RunAsync);
    }

    /// <summary>Has <paramref name="request"/> carried out in the next batch.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">
    /// Ends the wait. A request that is not under way yet is then not carried out; whether one that is has been remains unknown.
    /// </param>
    /// <exception cref="OverloadedException">The queue is full; nothing was done.</exception>
    public async Task<TResult> ExecuteAsync(TRequest request, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(
            request, _options.KeyOf?.Invoke(request), _time.GetTimestamp(), Activity.Current?.Context ?? default, cancellationToken);
        if (!_queue.Writer.TryWrite(waiting)) throw new OverloadedException($"More than {_options.Capacity} {_options.Name} calls are waiting.");

        return await waiting.Result.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Carries out what is waiting, and takes nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_queue.Writer.TryComplete()) return;

        _stopping.CancelAfter(_options.DrainTimeout);
        await _loop;
        for (var i = 0; i < MaxFallingApart; i++)
        {
            await _fallingApart.WaitAsync(CancellationToken.None);
        }

        _fallingApart.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (_left is not null || await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = Collect();
            if (batch.Count == 0) continue;

            _metrics.Took(_options.Name, batch.Count, _time.GetElapsedTime(batch[0].Since));
            using var activity = Start(batch);
            if (await TryAsync(batch)) continue;

            await _fallingApart.WaitAsync(CancellationToken.None);
            _ = BisectAsync(batch);
        }
    }

    private List<Waiting> Collect()
    {
        var batch = new List<Waiting>();
        var keys = new HashSet<object>();
        while (batch.Count < _options.MaxBatch && TryTake(out var waiting))
        {
            if (waiting.GivenUp.IsCancellationRequested) continue;
            if (waiting.Key is not null && !keys.Add(waiting.Key))
            {
                _left = waiting;
                break;
            }

            batch.Add(waiting);
        }

        return batch;
    }

    private bool TryTake(out Waiting waiting)
    {
        if (_left is null) return _queue.Reader.TryRead(out waiting!);

        (waiting, _left) = (_left, null);
        return true;
    }

    /// <summary>False when the batch failed and one of its requests may be the reason; otherwise each of them has its result or its error.</summary>
    private async Task<bool> TryAsync(List<Waiting> batch)
    {
        try
        {
            var results = await _execute([.. batch.Select(waiting => waiting.Request)], _stopping.Token);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Result.TrySetResult(results[i]);
            }
        }
        catch (Exception exception) when (batch.Count > 1 && _options.IsItemFault(exception))
        {
            return false;
        }
        catch (Exception exception)
        {
            foreach (var waiting in batch)
            {
                waiting.Result.TrySetException(exception);
            }
        }

        return true;
    }

    private async Task BisectAsync(List<Waiting> batch)
    {
        try
        {
            await TryHalvesAsync(batch);
        }
        finally
        {
            _fallingApart.Release();
        }
    }

    private async Task TryHalvesAsync(List<Waiting> batch)
    {
        _metrics.FellApart(_options.Name);
        var half = batch.Count / 2;
        foreach (var part in new[] { batch[..half], batch[half..] })
        {
            if (!await TryAsync(part)) await TryHalvesAsync(part);
        }
    }

    // In the trace of the first request, since a span has one parent; the others are linked.
    private Activity? Start(List<Waiting> batch)
    {
        if (!_activities.HasListeners()) return null;

        var activity = _activities.StartActivity(
            $"batch {_options.Name}",
            ActivityKind.Internal,
            batch[0].Caller,
            links: batch.Skip(1).Where(waiting => waiting.Caller != default).Select(waiting => new ActivityLink(waiting.Caller)));
        activity?.SetTag("valerix.batch.size", batch.Count);
        return activity;
    }

    private sealed record Waiting(TRequest Request, object? Key, long Since, ActivityContext Caller, CancellationToken GivenUp)
    {
        // Continuations run elsewhere: a caller must not hold up the next batch.
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
