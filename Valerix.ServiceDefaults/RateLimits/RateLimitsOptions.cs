using System.ComponentModel.DataAnnotations;

namespace Valerix.ServiceDefaults.RateLimits;

/// <summary>Configuration section <c>RateLimits</c>.</summary>
public sealed class RateLimitsOptions
{
    public const string Section = "RateLimits";

    /// <summary>Whether each address has a token bucket. The bounds on what is under way at once hold in any case.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many calls an address may make at once after it was quiet for a while.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 1_000;

    /// <summary>How many calls a second an address may make for ever.</summary>
    [Range(1, 1_000_000)]
    public int PerSecond { get; set; } = 500;

    /// <summary>How many calls of one kind may be under way at once.</summary>
    [Range(1, 100_000)]
    public int MaxConcurrent { get; set; } = 512;

    /// <summary>How many more of that kind may wait for their turn.</summary>
    [Range(0, 100_000)]
    public int MaxWaiting { get; set; } = 512;

    /// <summary>How many milliseconds they may wait; it is no part of the time that a call itself may take.</summary>
    [Range(1, 1_000)]
    public int MaxWaitMs { get; set; } = 10;

    /// <summary>How many connections may be open at once; one more is closed at once.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 4_096;
}
