namespace Valerix.InventoryApi.Gremlin;

/// <summary>What happens to one call between its commit and its answer; the default is nothing.</summary>
/// <param name="Delay">How long the answer is held back.</param>
/// <param name="Ending">What the caller gets then.</param>
internal readonly record struct Strike(TimeSpan Delay, Ending Ending);

/// <summary>How a call ends.</summary>
internal enum Ending
{
    /// <summary>As it should.</summary>
    Answer,

    /// <summary>With a 500, though the work is done.</summary>
    Error,

    /// <summary>Without a byte: the connection is cut.</summary>
    Drop,

    /// <summary>Without a byte: the process is killed.</summary>
    Crash,
}
