namespace Valerix.OrderApi.Domain;

/// <summary>What follows from comparing an order with its reservation.</summary>
internal abstract record ReconciliationDecision
{
    private ReconciliationDecision()
    {
    }

    /// <summary>Each is as the other says.</summary>
    public sealed record Consistent : ReconciliationDecision;

    /// <summary>The order is right, and Inventory comes to agree by this step.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Why">What was found, in a sentence.</param>
    public sealed record Repair(SagaStep Step, string Why) : ReconciliationDecision;

    /// <summary>No step makes it right: a person has to look.</summary>
    /// <param name="Why">What was found, in a sentence.</param>
    public sealed record Escalate(string Why) : ReconciliationDecision;
}
