using Valerix.Web.Clients;

namespace Valerix.Web.Live;

/// <summary>What is known of something that is read again and again.</summary>
/// <param name="Value">What was read last; null before the first success.</param>
/// <param name="ReadAt">When <paramref name="Value"/> was read.</param>
/// <param name="Trouble">What was wrong with the latest read, to stand after the service's name; null when nothing was.</param>
public sealed record PolledValue<T>(T? Value = null, DateTimeOffset? ReadAt = null, string? Trouble = null)
    where T : class
{
    public bool IsLoading => Value is null && Trouble is null;

    /// <summary>There is a value, but it is the last known and not the present one.</summary>
    public bool IsStale => Value is not null && Trouble is not null;

    /// <summary>A success replaces the value; a failure keeps it and says why.</summary>
    public PolledValue<T> With(Outcome<T> outcome, DateTimeOffset now) => outcome.Match(
        value => new PolledValue<T>(value, now),
        problem => this with { Trouble = problem.Title is null ? $"answers {problem.Status}" : $"answers {problem.Status} ({problem.Title})" },
        reason => this with { Trouble = reason });
}
