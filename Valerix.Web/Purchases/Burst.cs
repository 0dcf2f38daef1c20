using Valerix.Web.Clients;

namespace Valerix.Web.Purchases;

/// <summary>Many purchases at once, and what they were answered.</summary>
public sealed class Burst(Product product, int count)
{
    private readonly Lock _lock = new();

    public Product Product => product;

    public int Count => count;

    public int Confirmed { get; private set; }

    /// <summary>Taken, and not decided yet when they were answered.</summary>
    public int Waiting { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Without an answer: the outcome is not known.</summary>
    public int Unknown { get; private set; }

    /// <summary>The longest that an answer took.</summary>
    public TimeSpan Slowest { get; private set; }

    public int Answered => Confirmed + Waiting + Refused + Unknown;

    public bool IsSending => Answered < count;

    internal void Add(Outcome<Order> outcome, TimeSpan took)
    {
        lock (_lock)
        {
            if (took > Slowest) Slowest = took;
            _ = outcome.Match(
                order => order.Status is OrderStatus.Pending ? Waiting++ : Confirmed++,
                _ => Refused++,
                _ => Unknown++);
        }
    }
}
