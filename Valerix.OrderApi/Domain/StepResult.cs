namespace Valerix.OrderApi.Domain;

/// <summary>What an attempt at a step brought, in the saga's terms.</summary>
/// <param name="Said">The answer in a sentence, for the timeline.</param>
internal abstract record StepResult(string Said)
{
    /// <summary>How often the attempt asked before it had this.</summary>
    public int Tries { get; init; } = 1;

    /// <summary>The step is done, by this attempt or by an earlier one.</summary>
    /// <param name="Said"><inheritdoc cref="StepResult" path="/param[@name='Said']"/></param>
    public sealed record Done(string Said) : StepResult(Said)
    {
        /// <summary>The lines with their prices, when this is how they become known.</summary>
        public IReadOnlyList<PricedLine> PricedLines { get; init; } = [];
    }

    /// <summary>The step will never be done.</summary>
    /// <param name="Said"><inheritdoc cref="StepResult" path="/param[@name='Said']"/></param>
    /// <param name="Why">What that means for the order, in a sentence.</param>
    /// <param name="Refusal">What the shopper is told, if it is what the order is rejected for.</param>
    public sealed record Refused(string Said, string Why, Refusal? Refusal = null) : StepResult(Said);

    /// <summary>The answer can't be true if the order is: a person has to look.</summary>
    /// <param name="Said"><inheritdoc cref="StepResult" path="/param[@name='Said']"/></param>
    /// <param name="Why">What does not fit, in a sentence.</param>
    public sealed record Contradiction(string Said, string Why) : StepResult(Said);

    /// <summary>It was asked, and whether it is done is not known.</summary>
    /// <param name="Said"><inheritdoc cref="StepResult" path="/param[@name='Said']"/></param>
    public sealed record Unknown(string Said) : StepResult(Said);

    /// <summary>It was not even asked, so this does not count as an attempt.</summary>
    /// <param name="Said"><inheritdoc cref="StepResult" path="/param[@name='Said']"/></param>
    public sealed record NotAsked(string Said) : StepResult(Said);
}

/// <summary>A line that is reserved.</summary>
/// <param name="Sku">Of which product.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">The price of one.</param>
internal sealed record PricedLine(string Sku, int Quantity, decimal UnitPrice);
