using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Inventory;

namespace Valerix.UnitTests.Protocol.Model;

/// <summary>A run of a step, in the memory of some process of the Order API. Its request is on the way until it has an answer.</summary>
/// <param name="Order">As it was when the attempt began.</param>
internal sealed record Attempt(Order Order)
{
    public SagaStep Step => Order.Step!.Step;

    public Guid Token => Order.Step!.LeaseToken;

    /// <summary>How often it was asked.</summary>
    public int Tries { get; init; } = 1;

    /// <summary>What Inventory answered to the last try; on the way back, until it is heard.</summary>
    public InventoryAnswer? Answer { get; init; }

    public LateRequest Abandoned => new(Order.Id, Step);
}

/// <summary>A request that is still on its way, and nobody waits for the answer any more.</summary>
internal sealed record LateRequest(Guid OrderId, SagaStep Step);
