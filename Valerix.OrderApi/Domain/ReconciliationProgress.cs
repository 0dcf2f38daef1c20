namespace Valerix.OrderApi.Domain;

/// <summary>How far the runs have come, one way and the other.</summary>
/// <param name="FollowedAt">Every change until then was followed up …</param>
/// <param name="FollowedId">… and of those at that very moment, every order up to this one.</param>
/// <param name="SweptId">The round over all orders, which finds what changed at Inventory's side, is this far.</param>
internal sealed record ReconciliationProgress(DateTimeOffset FollowedAt, Guid FollowedId, Guid SweptId)
{
    public static ReconciliationProgress None { get; } = new(DateTimeOffset.UnixEpoch, Guid.Empty, Guid.Empty);

    /// <summary>The changes were followed up to this order.</summary>
    public ReconciliationProgress Followed(SettledOrder last) => this with { FollowedAt = last.UpdatedAt, FollowedId = last.Id };

    /// <summary>The round has come to this order; null ends it, and the next one begins anew.</summary>
    public ReconciliationProgress Swept(SettledOrder? last) => this with { SweptId = last?.Id ?? Guid.Empty };
}
