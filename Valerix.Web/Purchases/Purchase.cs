using Valerix.Web.Clients;

namespace Valerix.Web.Purchases;

/// <summary>One click on "Buy": what was wanted, and what came of it.</summary>
public sealed class Purchase(Product product, int quantity)
{
    public Product Product => product;

    public int Quantity => quantity;

    /// <summary>Made before anything is sent and kept for every retry of this click, so that one click never buys twice.</summary>
    public string Key { get; } = Guid.CreateVersion7().ToString();

    /// <summary>Null while an answer is awaited.</summary>
    public Outcome<Order>? Outcome { get; internal set; }

    /// <summary>From the sending to the answer.</summary>
    public TimeSpan Took { get; internal set; }

    public bool IsSending => Outcome is null;

    /// <summary>Whether sending the same again may bring more than was brought so far.</summary>
    public bool CanSendAgain => Outcome is Outcome<Order>.Unknown or Outcome<Order>.Refused { Problem.IsPassing: true };
}
