using System.ComponentModel;

namespace Valerix.OrderApi.Domain;

/// <summary>What a run found and did.</summary>
internal sealed record ReconciliationReport(
    [property: Description("When the run began.")] DateTimeOffset At,
    [property: Description("Orders that were compared with Inventory.")] int Checked,
    int Agreed,
    [property: Description("Inventory is being brought to agree.")] IReadOnlyList<Difference> Mended,
    [property: Description("No step makes these right, so they need attention.")] IReadOnlyList<Difference> Escalated,
    [property: Description("Inventory did not answer, so the run ended early; the next one goes on from there.")] bool Unreachable)
{
    public static ReconciliationReport Begun(DateTimeOffset at) => new(at, 0, 0, [], [], false);

    /// <summary>Adds what was found and written.</summary>
    public ReconciliationReport With(IReadOnlyList<ReconciliationFinding> found) => this with
    {
        Checked = Checked + found.Count,
        Agreed = Agreed + found.Count(finding => finding.Decision is ReconciliationDecision.Consistent),
        Mended =
        [
            .. Mended,
            .. found.SelectMany<ReconciliationFinding, Difference>(finding => finding.Decision is ReconciliationDecision.Repair mend
                ? [Difference.Of(finding, $"{mend.Step}: {mend.Why}")]
                : []),
        ],
        Escalated =
        [
            .. Escalated,
            .. found.SelectMany<ReconciliationFinding, Difference>(finding => finding.Decision is ReconciliationDecision.Escalate escalate
                ? [Difference.Of(finding, $"{OrderStatus.NeedsAttention}: {escalate.Why}")]
                : []),
        ],
    };
}

/// <summary>An order and its reservation that did not fit.</summary>
internal sealed record Difference(
    Guid OrderId,
    [property: Description("The state that it was found in.")] OrderStatus Order,
    [property: Description("The state of its reservation.")] ReservationState Inventory,
    [property: Description("The step that mends it or the state that it got, and why.")] string Did)
{
    public static Difference Of(ReconciliationFinding finding, string did) => new(finding.Order.Id, finding.Order.Status, finding.Reservation, did);
}
