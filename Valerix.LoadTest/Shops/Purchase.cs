using System.Diagnostics;
using Valerix.LoadTest.Running;

namespace Valerix.LoadTest.Shops;

/// <summary>One shopper's one order, and an observer's notes on it. The shop itself reads none of the notes.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="CustomerId">Every purchase has its own.</param>
/// <param name="Sku">What is ordered.</param>
/// <param name="Quantity">How many pieces.</param>
internal sealed record Purchase(int Number, string CustomerId, string Sku, int Quantity)
{
    private readonly List<Answer> _answers = [];
    private readonly HashSet<Guid> _ids = [];

    /// <summary>The answers to placing and to shipping, oldest first.</summary>
    public IReadOnlyList<Answer> Answers => _answers;

    /// <summary>Every id under which the warehouse may have been asked for its stock.</summary>
    public IReadOnlyCollection<Guid> Ids => _ids;

    /// <summary>True once the shopper was told that the order is taken.</summary>
    public bool IsAcknowledged { get; private set; }

    /// <summary>Notes an id under which the warehouse may be asked.</summary>
    public void Note(Guid id) => _ids.Add(id);

    public void Acknowledge() => IsAcknowledged = true;

    /// <summary>Asks the shop for something and takes the time, whether an answer comes or not.</summary>
    /// <returns>The default when there was no answer.</returns>
    public async Task<T?> AskAsync<T>(string what, Func<Task<T>> ask, Func<T, string> describe, CancellationToken cancellationToken)
    {
        var at = DateTimeOffset.UtcNow;
        var started = Stopwatch.GetTimestamp();
        try
        {
            var answer = await ask();
            _answers.Add(new(what, at, Stopwatch.GetElapsedTime(started), describe(answer)));
            return answer;
        }
        catch (Exception exception) when (exception.IsNoAnswer(cancellationToken))
        {
            _answers.Add(new(what, at, Stopwatch.GetElapsedTime(started), exception.Message));
            return default;
        }
    }
}

/// <summary>The answer of a shop to one call.</summary>
/// <param name="Call">What was asked.</param>
/// <param name="At">When.</param>
/// <param name="Took">How long the answer, or the news that there is none, took.</param>
/// <param name="Said">The answer, in a few words.</param>
internal sealed record Answer(string Call, DateTimeOffset At, TimeSpan Took, string Said);
