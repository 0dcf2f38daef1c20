namespace Valerix.OrderApi.Domain;

/// <summary>A state that an order stays in until other services have done their part.</summary>
/// <param name="Status">The state.</param>
/// <param name="Actions">What has to be done, one after the other.</param>
/// <param name="Completed">What happens to the order when all of it is done.</param>
/// <param name="Refused">What happens to it when a step was refused for good, and what was done before it is undone.</param>
/// <param name="Resumed">What brings an order that a person had to look at back into this state.</param>
internal sealed record SagaPhase(
    OrderStatus Status,
    IReadOnlyList<SagaAction> Actions,
    OrderTrigger Completed,
    OrderTrigger Refused,
    OrderTrigger Resumed)
{
    /// <summary>The step that the phase begins with.</summary>
    public SagaStep First => Actions[0].Do;

    /// <summary>The step after <paramref name="step"/> was done; null when it was the last.</summary>
    public SagaStep? After(SagaStep step) => Actions.Skip(IndexOf(step) + 1).Select(action => (SagaStep?)action.Do).FirstOrDefault();

    /// <summary>The step that undoes the last thing which was done before <paramref name="step"/>; null when nothing is left to undo.</summary>
    /// <param name="step">Where the way back begins, or has come to.</param>
    /// <param name="andItself">Whether the step itself may have been done, or may yet be.</param>
    public SagaStep? Undoing(SagaStep step, bool andItself = false) =>
        Actions.Take(IndexOf(step) + (andItself ? 1 : 0)).Select(action => action.Undo).LastOrDefault(undo => undo is not null);

    /// <summary>Whether the step belongs to the way back.</summary>
    public bool Undoes(SagaStep step) => Actions.Any(action => action.Undo == step);

    private int IndexOf(SagaStep step)
    {
        for (var i = 0; i < Actions.Count; i++)
        {
            if (Actions[i].Do == step || Actions[i].Undo == step) return i;
        }

        throw new ArgumentOutOfRangeException(nameof(step), step, $"{Status} has no such step.");
    }
}

/// <summary>A step of a phase.</summary>
/// <param name="Do">The step.</param>
/// <param name="Undo">
/// What compensates it when a later step of the phase is refused, and closes the door to a try of it that is still on its way;
/// null when there is nothing to compensate.
/// </param>
internal sealed record SagaAction(SagaStep Do, SagaStep? Undo = null);
