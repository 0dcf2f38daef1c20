namespace Valerix.LoadTest.Load.Selling;

/// <summary>What a shopper was first told.</summary>
internal enum FirstResponse
{
    /// <summary>Nothing yet.</summary>
    Nothing,

    /// <summary>201.</summary>
    Confirmed,

    /// <summary>202: it is taken, and Inventory's answer comes later.</summary>
    Accepted,

    /// <summary>409: not enough there.</summary>
    SoldOut,

    /// <summary>429 or 503: come again.</summary>
    NotNow,

    /// <summary>Another 5xx.</summary>
    Failed,

    /// <summary>The connection broke, or the client's patience did.</summary>
    NoAnswer,

    /// <summary>Anything else, which no shopper of this program should see.</summary>
    Refused,
}

/// <summary>A call that was made for an order, or several in a row that heard the same.</summary>
/// <param name="At">When the first was sent, since the start of the run.</param>
/// <param name="Took">Until the answer, or the news that there is none; of several, the slowest.</param>
/// <param name="Call">What was asked.</param>
/// <param name="Said">The answer, in a word or two.</param>
/// <param name="Times">How often.</param>
internal readonly record struct Attempt(TimeSpan At, TimeSpan Took, string Call, string Said, int Times = 1);

/// <summary>All that is known of one order from the outside. One thread at a time works on it.</summary>
/// <param name="number">Counted from 1.</param>
/// <param name="due">When it should have been sent, since the start of the run.</param>
internal sealed class OrderTrace(int number, TimeSpan due)
{
    private List<Attempt>? _attempts = [];

    public int Number => number;

    public TimeSpan Due => due;

    /// <summary>The answer to the first call.</summary>
    public FirstResponse First { get; private set; }

    /// <summary>How long the shopper waited for it, counted from <see cref="Due"/>.</summary>
    public TimeSpan FirstTook { get; private set; }

    /// <summary>When the shopper knew: confirmed, taken or turned away, however many calls that took; null when that never happened.</summary>
    public TimeSpan? ToldAt { get; private set; }

    /// <summary>The slowest answer to any call, counted from when it was sent.</summary>
    public TimeSpan SlowestAnswer { get; private set; }

    /// <summary>Given with the first answer that has it.</summary>
    public Guid? OrderId { get; set; }

    /// <summary>The last that was heard of it: the order's status; null when no answer named one yet.</summary>
    public string? Status { get; set; }

    /// <summary>When nothing was under way for it any more; null when that never happened.</summary>
    public TimeSpan? SettledAt { get; private set; }

    /// <summary>201 or 202 was said, so it must not be lost.</summary>
    public bool IsAcknowledged => OrderId is not null;

    /// <summary>Not told yes or no at once.</summary>
    public bool IsAffected => First is not (FirstResponse.Confirmed or FirstResponse.SoldOut) || FirstTook > LoadResult.Slow || _isDetour;

    /// <summary>Every call, oldest first and as long as there is anything new; of orders that went straight through, none are kept.</summary>
    public IReadOnlyList<Attempt> Attempts => _attempts ?? [];

    private bool _isDetour;

    public void Note(in Attempt attempt)
    {
        if (attempt.Took > SlowestAnswer) SlowestAnswer = attempt.Took;
        if (_attempts is [.., var last] && last.Call == attempt.Call && last.Said == attempt.Said)
        {
            _attempts[^1] = last with { Took = last.Took > attempt.Took ? last.Took : attempt.Took, Times = last.Times + 1 };
        }
        else
        {
            _attempts?.Add(attempt);
        }
    }

    /// <summary>The answer to the first call is here.</summary>
    public void Tell(FirstResponse told, TimeSpan now)
    {
        if (First is FirstResponse.Nothing)
        {
            First = told;
            FirstTook = now - due;
        }

        if (told is FirstResponse.Confirmed or FirstResponse.Accepted or FirstResponse.SoldOut or FirstResponse.Refused) ToldAt ??= now;
    }

    /// <summary>It did not go straight through: a later call had to be repeated.</summary>
    public void TakeDetour() => _isDetour = true;

    /// <summary>Nothing is under way for it any more.</summary>
    public void Settle(TimeSpan now)
    {
        SettledAt = now;
        if (!IsAffected) _attempts = null;
    }
}
