namespace Valerix.ServiceDefaults;

/// <summary>The system's time at the start of the process, and from then on as much later as time has really passed.</summary>
/// <remarks>
/// The wall clock may be set while the process runs. Set back by an hour, an open circuit would stay open for that hour, because Polly notes by
/// the wall clock until when it is open.
/// </remarks>
internal sealed class SteadyTimeProvider : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _since = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + GetElapsedTime(_since);
}
