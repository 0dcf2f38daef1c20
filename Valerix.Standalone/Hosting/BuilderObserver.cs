using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Lets the testing builder take part while an AppHost's entry point builds its application.</summary>
internal abstract class BuilderObserver
{
    private static readonly AsyncLocal<BuilderObserver?> Ambient = new();

    /// <summary>The observer of the builders that this flow of control makes.</summary>
    public static BuilderObserver? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>A builder is about to be made with these settings.</summary>
    public abstract void Creating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings);

    /// <summary>The application is described; it is built when this returns.</summary>
    public abstract void Building(DistributedApplicationBuilder builder);

    /// <summary>The application is built.</summary>
    public abstract void Built(DistributedApplication application);
}
