namespace Valerix.BackupService.Bundles;

/// <summary>One bundle that the service holds.</summary>
/// <param name="Day">The calendar day in UTC whose call brought it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The checksum of what arrived, in lower-case hexadecimal digits.</param>
/// <param name="ReceivedAt">When the last byte had arrived.</param>
internal sealed record Bundle(DateOnly Day, long Bytes, string Sha256, DateTimeOffset ReceivedAt);

/// <summary>All that the service holds, oldest first.</summary>
internal sealed record BundleList(IReadOnlyList<Bundle> Items);
