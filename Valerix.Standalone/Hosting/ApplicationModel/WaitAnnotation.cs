namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource does not start before another one is ready.</summary>
/// <param name="resource">The other one.</param>
/// <param name="waitType">When it counts as ready.</param>
/// <param name="exitCode">The exit code that counts, when its completion is waited for.</param>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The other one.</summary>
    public IResource Resource => resource;

    /// <summary>When it counts as ready.</summary>
    public WaitType WaitType => waitType;

    /// <summary>The exit code that counts, when its completion is waited for.</summary>
    public int ExitCode => exitCode;

    /// <summary>What to do when it fails; null is the application's default.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}

/// <summary>When a dependency counts as ready.</summary>
public enum WaitType
{
    /// <summary>It runs and its health checks pass.</summary>
    WaitUntilHealthy,

    /// <summary>It has run to its end.</summary>
    WaitForCompletion,

    /// <summary>It runs.</summary>
    WaitUntilStarted,
}

/// <summary>What to do when a dependency fails.</summary>
public enum WaitBehavior
{
    /// <summary>Wait on: somebody may restart it.</summary>
    WaitOnResourceUnavailable,

    /// <summary>Give up.</summary>
    StopOnResourceUnavailable,
}
