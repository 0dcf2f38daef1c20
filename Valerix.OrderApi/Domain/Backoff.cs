namespace Valerix.OrderApi.Domain;

/// <summary>How long to wait after an attempt: exponential, with full jitter, so that calls which failed together don't come back together.</summary>
internal static class Backoff
{
    private static readonly TimeSpan _first = TimeSpan.FromMilliseconds(500);

    /// <summary>Short against the time within which every order has to come right.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The wait before the next attempt.</summary>
    /// <param name="attempts">How many were made so far, at least one.</param>
    /// <param name="jitter">Drawn evenly from 0 to 1.</param>
    public static TimeSpan After(int attempts, double jitter) =>
        jitter * TimeSpan.FromMilliseconds(Math.Min(Longest.TotalMilliseconds, _first.TotalMilliseconds * Math.Pow(2, attempts - 1)));
}
