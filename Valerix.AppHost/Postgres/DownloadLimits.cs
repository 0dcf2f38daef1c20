namespace Valerix.AppHost.Postgres;

/// <summary>What a download may cost at most.</summary>
internal sealed record DownloadLimits
{
    /// <summary>Far above the size of any archive that is published.</summary>
    public long MaxBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How long nothing may arrive before the download counts as dead.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}
