using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components.Server;

namespace Valerix.Web.Security;

/// <summary>Configuration section <c>Circuits</c>. A circuit is what Web keeps in memory of an open page: about a megabyte.</summary>
internal sealed class CircuitBounds
{
    public const string Section = "Circuits";

    /// <summary>How many strangers' pages may be open at once.</summary>
    [Range(1, 100_000)]
    public int Max { get; init; } = 400;

    /// <summary>How many of them from one address, or one network of version 6.</summary>
    [Range(1, 100_000)]
    public int MaxPerAddress { get; init; } = 20;

    /// <summary>Bounds what is kept of pages whose connection is lost, and of what they have not confirmed.</summary>
    public static void Configure(CircuitOptions options)
    {
        options.DisconnectedCircuitMaxRetained = 50;
        options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(1);
        options.PersistedCircuitInMemoryMaxRetained = 50;
        options.PersistedCircuitInMemoryRetentionPeriod = TimeSpan.FromMinutes(10);
        options.MaxBufferedUnacknowledgedRenderBatches = 10;
    }
}
