using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that can be done to a resource by name.</summary>
/// <param name="name">Its name within the resource.</param>
/// <param name="displayName">How to show it.</param>
/// <param name="updateState">Whether it can be done now.</param>
/// <param name="executeCommand">Does it.</param>
public sealed class ResourceCommandAnnotation(
    string name,
    string displayName,
    Func<UpdateCommandStateContext, ResourceCommandState> updateState,
    Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand) : IResourceAnnotation
{
    /// <summary>Its name within the resource.</summary>
    public string Name => name;

    /// <summary>How to show it.</summary>
    public string DisplayName => displayName;

    /// <summary>Whether it can be done now.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState => updateState;

    /// <summary>Does it.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand => executeCommand;
}

/// <summary>How to show a command, and when.</summary>
public class CommandOptions
{
    /// <summary>A sentence about it.</summary>
    public string? Description { get; set; }

    /// <summary>What to ask before it is done.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>Its icon.</summary>
    public string? IconName { get; set; }

    /// <summary>Its icon's look.</summary>
    public IconVariant? IconVariant { get; set; }

    /// <summary>Among the first to be shown.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Whether it can be done now; always, when absent.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}

/// <summary>The look of an icon.</summary>
public enum IconVariant
{
    /// <summary>Outlined.</summary>
    Regular,

    /// <summary>Filled.</summary>
    Filled,
}

/// <summary>Whether a command can be done.</summary>
public enum ResourceCommandState
{
    /// <summary>It can.</summary>
    Enabled,

    /// <summary>Not now.</summary>
    Disabled,

    /// <summary>It makes no sense now.</summary>
    Hidden,
}

/// <summary>The state to judge a command by.</summary>
public sealed class UpdateCommandStateContext
{
    /// <summary>The instance's state.</summary>
    public required CustomResourceSnapshot ResourceSnapshot { get; init; }

    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }
}

/// <summary>What a command is done to.</summary>
public sealed class ExecuteCommandContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The instance's id.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Cancelled when nobody waits for the result any more.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The instance's log.</summary>
    public required ILogger Logger { get; init; }
}

/// <summary>What became of a command.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Whether it was done.</summary>
    public required bool Success { get; init; }

    /// <summary>Whether it was given up on request.</summary>
    public bool Canceled { get; init; }

    /// <summary>What to tell whoever asked.</summary>
    public string? Message { get; init; }
}

/// <summary>Makes results of commands.</summary>
public static class CommandResults
{
    /// <summary>It was done.</summary>
    public static ExecuteCommandResult Success() => new() { Success = true };

    /// <summary>It was done.</summary>
    public static ExecuteCommandResult Success(string message) => new() { Success = true, Message = message };

    /// <summary>It was not done.</summary>
    public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Success = false, Message = errorMessage };

    /// <summary>It was not done.</summary>
    public static ExecuteCommandResult Failure(Exception exception) => Failure(exception.Message);

    /// <summary>It was given up on request.</summary>
    public static ExecuteCommandResult Canceled() => new() { Success = false, Canceled = true };
}
