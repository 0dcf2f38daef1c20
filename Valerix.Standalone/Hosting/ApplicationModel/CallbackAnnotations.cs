using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Fills in environment variables each time the resource starts.</summary>
/// <param name="callback">Changes the variables in its argument.</param>
public class EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> callback) : IResourceAnnotation
{
    /// <summary>Changes the variables in its argument.</summary>
    public Func<EnvironmentCallbackContext, Task> Callback => callback;
}

/// <summary>The environment of a resource that is about to start.</summary>
/// <param name="executionContext">How the application runs.</param>
/// <param name="resource">The resource.</param>
/// <param name="environmentVariables">Texts, or values that are asked for afterwards.</param>
/// <param name="cancellationToken">Cancelled when the start is.</param>
public class EnvironmentCallbackContext(
    DistributedApplicationExecutionContext executionContext,
    IResource resource,
    Dictionary<string, object>? environmentVariables = null,
    CancellationToken cancellationToken = default)
{
    /// <summary>How the application runs.</summary>
    public DistributedApplicationExecutionContext ExecutionContext => executionContext;

    /// <summary>The resource.</summary>
    public IResource Resource => resource;

    /// <summary>Texts, or values (<see cref="IValueProvider" />) that are asked for afterwards.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; } = environmentVariables ?? [];

    /// <summary>Cancelled when the start is.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The resource's log.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;
}

/// <summary>Fills in command line arguments each time the resource starts.</summary>
/// <param name="callback">Changes the arguments in its argument.</param>
public class CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback) : IResourceAnnotation
{
    /// <summary>Changes the arguments in its argument.</summary>
    public Func<CommandLineArgsCallbackContext, Task> Callback => callback;
}

/// <summary>The command line of a resource that is about to start.</summary>
/// <param name="args">Texts, or values that are asked for afterwards.</param>
/// <param name="resource">The resource.</param>
/// <param name="cancellationToken">Cancelled when the start is.</param>
public sealed class CommandLineArgsCallbackContext(IList<object> args, IResource resource, CancellationToken cancellationToken = default)
{
    /// <summary>Texts, or values (<see cref="IValueProvider" />) that are asked for afterwards.</summary>
    public IList<object> Args => args;

    /// <summary>The resource.</summary>
    public IResource Resource => resource;

    /// <summary>Cancelled when the start is.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>How the application runs.</summary>
    public required DistributedApplicationExecutionContext ExecutionContext { get; init; }

    /// <summary>The resource's log.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
