using System.Collections.Concurrent;
using System.Diagnostics;

namespace Valerix.OrderApi.Inventory;

/// <summary>
/// Calls of Inventory that are made in the same moment share one request, which costs hardly more than one of them alone. No call waits for
/// company: calls gather while the threads are busy, and a call that finds itself alone is sent as it is.
/// </summary>
/// <remarks>
/// It is the innermost handler, so each call keeps its own tries, timeouts and place in the circuit breaker. How many wait is bounded by the
/// resilience handler, which lets so many pass at once.
/// </remarks>
internal sealed class ReservationBatchHandler : DelegatingHandler
{
    private const int MaxCalls = 64;

    /// <summary>Where no more calls are added. With an order's hundred lines on top, the body is below the 64 KiB that Inventory takes.</summary>
    private const int MaxSize = 256;

    private readonly ConcurrentQueue<PendingCall> _queue = new();
    private int _scheduled;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (InventoryCall.Of(request) is not { } call) return await base.SendAsync(request, cancellationToken);

        var shared = new PendingCall(call, request, Activity.Current?.Id, cancellationToken);
        _queue.Enqueue(shared);
        // Behind what the thread pool has to do already, so that the calls which that brings go along.
        if (Interlocked.Exchange(ref _scheduled, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(static handler => handler.SendWaiting(), this, preferLocal: false);
        return await shared.GetAnswerAsync() ?? await base.SendAsync(request, cancellationToken);
    }

    private void SendWaiting()
    {
        // Reset before the queue is emptied: a call that is queued from now on schedules another pass, so none is left behind.
        Interlocked.Exchange(ref _scheduled, 0);
        while (Collect() is { Count: > 0 } calls)
        {
            if (calls is [var alone]) alone.GoAlone();
            else _ = new BatchRequest(calls).SendAsync(base.SendAsync);
        }
    }

    private List<PendingCall> Collect()
    {
        var calls = new List<PendingCall>();
        var size = 0;
        while (calls.Count < MaxCalls && size < MaxSize && _queue.TryDequeue(out var call))
        {
            // A call that was given up is dropped and takes no room: so a pass that collects nothing has really emptied the queue.
            if (call.GivenUp.IsCancellationRequested) continue;

            calls.Add(call);
            size += call.Call.Size;
        }

        return calls;
    }
}
