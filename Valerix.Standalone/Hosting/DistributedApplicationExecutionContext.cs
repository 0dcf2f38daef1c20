namespace Aspire.Hosting;

/// <summary>What the AppHost was started for.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>To run the application.</summary>
    Run,

    /// <summary>To describe it for a deployment.</summary>
    Publish,
}

/// <summary>How the application runs.</summary>
/// <param name="operation">What the AppHost was started for.</param>
public class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    private IServiceProvider? _services;

    /// <summary>What the AppHost was started for.</summary>
    public DistributedApplicationOperation Operation => operation;

    /// <summary>To run the application.</summary>
    public bool IsRunMode => operation == DistributedApplicationOperation.Run;

    /// <summary>To describe it for a deployment.</summary>
    public bool IsPublishMode => operation == DistributedApplicationOperation.Publish;

    /// <summary>The application's services, once it is built.</summary>
    public IServiceProvider Services
    {
        get => _services ?? throw new InvalidOperationException("The application is not built yet.");
        internal set => _services = value;
    }
}
