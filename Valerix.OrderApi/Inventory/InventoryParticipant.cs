using Polly.CircuitBreaker;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Inventory;

/// <summary>Inventory's part in an order: its stock is held, leaves the shelf, or is freed.</summary>
internal sealed class InventoryParticipant(InventoryClient inventory, InventoryCircuit circuit) : ISagaParticipant
{
    public IReadOnlyList<SagaStep> Steps { get; } = [SagaStep.Reserve, SagaStep.Commit, SagaStep.Release];

    public bool IsAvailable => circuit.State == CircuitState.Closed;

    public async Task<StepResult> PerformAsync(SagaStep step, Order order, CancellationToken cancellationToken)
    {
        var (answer, tries) = await inventory.AskAsync(step, order.Id, order.Lines, cancellationToken);
        return InventoryResponseMapper.Of(order, step, answer) with { Tries = tries };
    }
}
