using System.Diagnostics;

namespace Valerix.OrderApi.Domain;

/// <summary>
/// Decides what is written when something happens to an order: when a transition is asked for, and when a step brought a result.
/// It does no I/O, reads no clock and throws no dice.
/// </summary>
/// <param name="phases">The saga; no two phases share a state.</param>
/// <param name="lease">How long the lease of a step lasts: longer than an attempt can take.</param>
/// <param name="maxAttempts">After so many without an answer, a person has to look.</param>
internal sealed class SagaEngine(IReadOnlyList<SagaPhase> phases, TimeSpan lease, int maxAttempts)
{
    private readonly Dictionary<OrderStatus, SagaPhase> _phases = phases.ToDictionary(phase => phase.Status);

    /// <summary>The step that an order needs when it enters a state, leased under <paramref name="token"/>; null when it needs none.</summary>
    public PlannedStep? StepInto(OrderStatus status, Guid token) =>
        _phases.GetValueOrDefault(status) is { } phase ? Leased(phase.First, token) : null;

    /// <summary>A shopper or an operator asks for a transition.</summary>
    public OrderWrite Request(Guid orderId, OrderChange change, Guid token) =>
        new(orderId) { Sources = OrderStateMachine.Sources(change.Trigger), Change = change, Step = StepInto(change.Target, token) };

    /// <summary>An operator asks for another try of what an order needs attention for; null when it needs none.</summary>
    public OrderWrite? Resume(Order order, Guid token) =>
        order is { Status: OrderStatus.NeedsAttention, AttentionFrom: { } from, Step: { } parked }
            ? new(order.Id)
            {
                Sources = [OrderStatus.NeedsAttention],
                Fence = parked.LeaseToken,
                Change = new(_phases[from].Resumed, "An operator asked for another try."),
                // One attempt stays counted: it was asked before.
                Step = new(parked.Step, token) { Attempts = 1, DueIn = TimeSpan.Zero, Refusal = parked.Refusal },
            }
            : null;

    /// <summary>The order's rows make no sense, so its step is not tried: the order waits for a person, with the reason.</summary>
    /// <param name="order">An order with a <see cref="Order.Defect"/> and a step.</param>
    public static OrderWrite SetAside(Order order)
    {
        var step = order.Step ?? throw new ArgumentException("The order needs nothing.", nameof(order));
        return Escalate(new OrderWrite(order.Id) { DecidedOn = order, Sources = [order.Status], Fence = step.LeaseToken }, step, order.Defect!);
    }

    /// <summary>The step of <paramref name="order"/> was tried, under the lease that the order says.</summary>
    /// <param name="order">As it was when the step was begun.</param>
    /// <param name="result">What the attempt brought.</param>
    /// <param name="took">How long that took.</param>
    /// <param name="jitter">Drawn evenly from 0 to 1; see <see cref="Backoff"/>.</param>
    public OrderWrite After(Order order, StepResult result, TimeSpan took, double jitter)
    {
        var step = order.Step ?? throw new ArgumentException("The order needs nothing, so nothing can have been tried.", nameof(order));
        var write = new OrderWrite(order.Id)
        {
            DecidedOn = order,
            // A cancelled order needs no retry of its reserve: the release has left a tombstone, and a late reserve is refused by it.
            Sources = [order.Status],
            Fence = step.LeaseToken,
            Attempt = new($"{step.Step}Attempt", $"{result.Said} ({Describe(result.Tries)}{took.TotalMilliseconds:0} ms)"),
        };
        return _phases.TryGetValue(order.Status, out var phase)
            ? Decide(write, phase, step, result, jitter)
            : DecideSettled(write, step, result, jitter);
    }

    // A step of an order that is in no phase mends what reconciliation found: when it is done, the state stays as it was.
    private OrderWrite DecideSettled(OrderWrite write, OrderStep step, StepResult result, double jitter) =>
        result switch
        {
            StepResult.Done => write,
            StepResult.Refused refused => write with { Change = new(OrderTrigger.Escalate, refused.Why) },
            StepResult.Contradiction contradiction => write with { Change = new(OrderTrigger.Escalate, contradiction.Why) },
            StepResult.Unknown when step.Attempts + 1 >= maxAttempts => write with { Change = new(OrderTrigger.Escalate, Unanswered) },
            StepResult.Unknown => write with { Step = Waiting(step, step.Attempts + 1, jitter) },
            StepResult.NotAsked => write with { Step = Waiting(step, step.Attempts, jitter) },
            _ => throw new UnreachableException(),
        };

    private OrderWrite Decide(OrderWrite write, SagaPhase phase, OrderStep step, StepResult result, double jitter) =>
        result switch
        {
            StepResult.Done done => Advance(write with { PricedLines = done.PricedLines }, phase, step, done),
            StepResult.Refused refused when phase.Undoes(step.Step) => Escalate(write, step, refused.Why),
            StepResult.Refused refused => Undo(write, phase, step, refused.Why, refused.Refusal, andItself: step.Attempts > 0 || refused.Tries > 1),
            StepResult.Contradiction contradiction => Escalate(write, step, contradiction.Why),
            StepResult.Unknown when step.Attempts + 1 >= maxAttempts => Escalate(write, step, Unanswered),
            StepResult.Unknown => write with { Step = Waiting(step, step.Attempts + 1, jitter) },
            StepResult.NotAsked => write with { Step = Waiting(step, step.Attempts, jitter) },
            _ => throw new UnreachableException(),
        };

    private OrderWrite Advance(OrderWrite write, SagaPhase phase, OrderStep step, StepResult.Done done)
    {
        if (phase.Undoes(step.Step)) return Undo(write, phase, step, "What was done before the refusal is undone.", step.Refusal);

        return phase.After(step.Step) is { } next
            ? write with { Step = Leased(next, step.LeaseToken) }
            : write with { Change = new(phase.Completed, done.Said) };
    }

    // A refused step is undone itself when it was asked before: that may still be on its way, and be done when it arrives.
    private OrderWrite Undo(OrderWrite write, SagaPhase phase, OrderStep step, string why, Refusal? refusal, bool andItself = false)
    {
        if (phase.Undoing(step.Step, andItself) is { } undo) return write with { Step = Leased(undo, step.LeaseToken) with { Refusal = refusal } };

        return phase.Refused == OrderTrigger.Escalate
            ? Escalate(write, step, why)
            : write with { Change = new(phase.Refused, why, phase.Refused == OrderTrigger.Reject ? refusal ?? Refusal.Unreadable : null) };
    }

    // The step stays, for the operator to resume.
    private static OrderWrite Escalate(OrderWrite write, OrderStep step, string why) => write with
    {
        Change = new(OrderTrigger.Escalate, why),
        Step = new(step.Step, step.LeaseToken) { Attempts = step.Attempts, Refusal = step.Refusal },
    };

    private static PlannedStep Waiting(OrderStep step, int attempts, double jitter) => new(step.Step, step.LeaseToken)
    {
        Attempts = attempts,
        DueIn = Backoff.After(Math.Max(1, attempts), jitter),
        Refusal = step.Refusal,
    };

    private string Unanswered => $"There was no answer in {maxAttempts} attempts.";

    private static string Describe(int tries) => tries > 1 ? $"{tries} tries, " : "";

    private PlannedStep Leased(SagaStep step, Guid token) => new(step, token) { DueIn = TimeSpan.Zero, Lease = lease };
}
