using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What is known of a resource's instance at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>Project, Executable, Parameter, or a name of one's own.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Further facts.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>One of <see cref="KnownResourceStates" />, or a name of one's own.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>How its process ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>When the instance was made (UTC).</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When its process was started last (UTC).</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When its process ended (UTC).</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>The result of each health check.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; internal init; } = [];

    /// <summary>Where to reach it.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>
    /// The worst of the health checks; healthy when it runs and has none; null when it does not run.
    /// A check that has not answered yet counts as unhealthy.
    /// </summary>
    public HealthStatus? HealthStatus => State?.Text != KnownResourceStates.Running
        ? null
        : HealthReports.Select(report => report.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy)
            .DefaultIfEmpty(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy)
            .Min();

    /// <summary>Counts the updates of the instance.</summary>
    internal long Version { get; init; }

    /// <summary>What the subscribers of <see cref="ResourceReadyEvent" /> do; null until it is published.</summary>
    internal Task? ReadyEventTask { get; init; }
}

/// <summary>A state and how to show it.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Style">One of <see cref="KnownResourceStateStyles" />.</param>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without a style.</summary>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}

/// <summary>A fact about a resource.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>Not to be shown to everybody.</summary>
    public bool IsSensitive { get; init; }
}

/// <summary>An address of a resource.</summary>
/// <param name="Name">The endpoint's name, if it belongs to one.</param>
/// <param name="Url">The address.</param>
/// <param name="IsInternal">Not meant for people.</param>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>How to show it.</summary>
    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; } = new();
}

/// <summary>How to show an address.</summary>
/// <param name="DisplayName">Shown in its place.</param>
/// <param name="SortOrder">Higher comes first.</param>
public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "", int SortOrder = 0);

/// <summary>What a health check said.</summary>
/// <param name="Name">The check's key.</param>
/// <param name="Status">Null until it has answered.</param>
/// <param name="Description">What it said.</param>
/// <param name="ExceptionText">What went wrong.</param>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText);
