namespace Valerix.ServiceDefaults.Postgres;

/// <summary>Whether this process may use its database: not before its migrations are applied.</summary>
/// <remarks>A worker or a request that came earlier would meet the tables of the version before, and write what this version can't read.</remarks>
public sealed class SchemaReadiness
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True once the migrations are applied, and for ever after.</summary>
    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>The obstacle to the migrations, in a sentence that says what to do; null when it is only a matter of time.</summary>
    public string? Obstacle { get; internal set; }

    /// <summary>Returns when the migrations are applied.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    /// <summary>The migrations are applied.</summary>
    internal void Set()
    {
        Obstacle = null;
        _ready.TrySetResult();
    }
}
