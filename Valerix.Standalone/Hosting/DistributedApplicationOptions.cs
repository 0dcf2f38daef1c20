namespace Aspire.Hosting;

/// <summary>How an application's builder is made.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>The AppHost's command line.</summary>
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly; the process's own when absent.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>The AppHost's directory; the content root when absent.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>There is no dashboard here; without one, waits give up when what they wait for fails.</summary>
    public bool DisableDashboard { get; set; }
}
