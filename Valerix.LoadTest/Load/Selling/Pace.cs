namespace Valerix.LoadTest.Load.Selling;

/// <summary>When each order is due, on a clock that starts with the run.</summary>
/// <remarks>
/// With a rate, orders are due by the clock, whether or not earlier ones are answered, and one that has to wait for a free shopper has
/// been waiting since it was due. Counted from when it was sent instead, a stalled system would look fast: it keeps the load away.
/// </remarks>
internal sealed class Pace(double? rate, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>Since the start.</summary>
    public TimeSpan Now => time.GetElapsedTime(_started);

    /// <summary>When the order of that number, counted from 1, is to be sent: by the clock, or else at once.</summary>
    public TimeSpan DueOf(int number) => rate is { } perSecond ? TimeSpan.FromSeconds((number - 1) / perSecond) : Now;

    /// <summary>Returns when it is that late; at once when it is later already.</summary>
    public Task WaitUntilAsync(TimeSpan due, CancellationToken cancellationToken) =>
        due - Now is var early && early > TimeSpan.Zero ? Task.Delay(early, time, cancellationToken) : Task.CompletedTask;
}
