using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Processing;

/// <summary>A run so far.</summary>
/// <param name="Progress">How far it has come.</param>
/// <param name="Report">What it found.</param>
/// <param name="IsOver">All was looked at, or Inventory did not answer.</param>
internal sealed record ReconciliationRun(ReconciliationProgress Progress, ReconciliationReport Report, bool IsOver = false);
