using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Storage;

/// <summary>The one row of its table, for the schema's sake: <see cref="ReconciliationStore"/> reads and writes it in SQL.</summary>
internal sealed record ReconciliationState
{
    /// <summary>Always 1.</summary>
    public required short Id { get; init; }

    /// <summary>When the last run began.</summary>
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>Until then no other run begins.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>New with every run: one whose lease ran out writes no report any more.</summary>
    public required Guid LeaseToken { get; init; }

    /// <inheritdoc cref="ReconciliationProgress.FollowedAt"/>
    public required DateTimeOffset FollowedAt { get; init; }

    /// <inheritdoc cref="ReconciliationProgress.FollowedId"/>
    public required Guid FollowedId { get; init; }

    /// <inheritdoc cref="ReconciliationProgress.SweptId"/>
    public required Guid SweptId { get; init; }

    /// <summary>The last <see cref="ReconciliationReport"/> as JSON; null until the first run has ended.</summary>
    public string? Report { get; init; }
}
