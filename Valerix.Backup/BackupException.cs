namespace Valerix.Backup;

/// <summary>What went wrong, as one sentence that says what to do.</summary>
internal sealed class BackupException(string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    /// <summary>True when a copy is damaged, so that another copy may be whole.</summary>
    public bool IsDamage { get; init; }
}
