namespace Valerix.ServiceDefaults;

/// <summary>The wall clock's time, except that it never goes back: when the wall clock is set back, this one goes on evenly.</summary>
/// <param name="wall">The wall clock, and the clock that only counts.</param>
/// <remarks>
/// An open circuit would stay open for an hour longer when the wall clock is set back by an hour, because Polly notes by it until when a circuit
/// is open. A wall clock that is ahead is followed: after a machine has slept, it is right, and what only counts has not counted the sleep.
/// </remarks>
internal sealed class SteadyTimeProvider(TimeProvider wall) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly long _since = wall.GetTimestamp();
    private DateTimeOffset _start = wall.GetUtcNow();

    public override long TimestampFrequency => wall.TimestampFrequency;

    public override long GetTimestamp() => wall.GetTimestamp();

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            var passed = wall.GetElapsedTime(_since);
            var ahead = wall.GetUtcNow() - (_start + passed);
            if (ahead > TimeSpan.Zero) _start += ahead;
            return _start + passed;
        }
    }
}
