namespace Valerix.LoadTest.Load.Selling;

/// <summary>
/// Lets the shoppers come: so many at a time, by the clock if there is a rate. An order in trouble goes to the follow-up queue and holds up no
/// other.
/// </summary>
internal sealed class LoadGenerator(OrderDriver driver, FollowUpQueue followUps, Pace pace, LoadPlan plan, LoadProgress progress)
{
    private readonly List<OrderTrace> _traces = [];
    private int _last;

    /// <summary>Sells until all is ordered, the time is over, or <paramref name="stop"/>; what is on its way then is still waited for.</summary>
    /// <returns>The orders that were sent, by number.</returns>
    public async Task<IReadOnlyList<OrderTrace>> SellAsync(CancellationToken stop)
    {
        await Task.WhenAll(Enumerable.Range(0, Math.Min(plan.Concurrency, plan.Orders)).Select(_ => Task.Run(() => WorkAsync(stop), CancellationToken.None)));
        _traces.Sort((one, other) => one.Number.CompareTo(other.Number));
        return _traces;
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && Interlocked.Increment(ref _last) is var number && number <= plan.Orders)
        {
            var due = pace.DueOf(number);
            if (plan.Duration is { } duration && (due >= duration || pace.Now >= duration)) return;

            try
            {
                await pace.WaitUntilAsync(due, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await ServeAsync(new(number, due));
        }
    }

    private async Task ServeAsync(OrderTrace trace)
    {
        lock (_traces) _traces.Add(trace);

        // What was begun is waited for; the client's timeout bounds it.
        var retryAfter = await driver.AdvanceAsync(trace, CancellationToken.None);
        progress.Count(trace.First, trace.FirstTook);
        if (driver.NextCallOf(trace) == OrderDriver.ShipCall) retryAfter = await driver.AdvanceAsync(trace, CancellationToken.None);

        if (driver.NextCallOf(trace) is null) trace.Settle(pace.Now);
        else await followUps.TakeAsync(trace, retryAfter);
    }
}
