namespace Valerix.AppHost.Postgres;

/// <summary>What a download may cost at most.</summary>
internal sealed record DownloadLimits
{
    /// <summary>Far above the size of any archive that is published.</summary>
    public long MaxBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How long nothing may arrive before the download counts as dead.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long all of it may take: on a line so slow, another way to PostgreSQL is better. Less than others wait for their turn.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(9);
}
