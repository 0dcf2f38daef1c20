namespace Valerix.BackupService.Gremlin;

/// <summary>The fault of one call.</summary>
/// <param name="Delay">How long the answer is held back.</param>
/// <param name="IsKept">Whether the bundle is stored.</param>
/// <param name="IsChanged">Whether a bit of the stored bundle is changed.</param>
/// <param name="Ending">What the caller gets.</param>
internal sealed record Strike(TimeSpan Delay, bool IsKept, bool IsChanged, Ending Ending)
{
    public static Strike None { get; } = new(TimeSpan.Zero, IsKept: true, IsChanged: false, Ending.Answer);
}

/// <summary>How a call ends.</summary>
internal enum Ending
{
    /// <summary>As it should.</summary>
    Answer,

    /// <summary>With a 500.</summary>
    Error,

    /// <summary>Without a byte: the connection is cut.</summary>
    Silence,
}
