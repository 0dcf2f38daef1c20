namespace Valerix.OrderApi.Domain;

/// <summary>A service that has a part in an order.</summary>
internal interface ISagaParticipant
{
    /// <summary>What it does; no two participants share a step.</summary>
    IReadOnlyList<SagaStep> Steps { get; }

    /// <summary>False while it is known to be away, so that asking is not worth a try.</summary>
    bool IsAvailable { get; }

    /// <summary>Asks for a step that may have been asked before. That there was no answer is a result, not an exception.</summary>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    /// <param name="order">For which order.</param>
    /// <param name="cancellationToken">Ends the wait, not the step.</param>
    Task<StepResult> PerformAsync(SagaStep step, Order order, CancellationToken cancellationToken);
}
