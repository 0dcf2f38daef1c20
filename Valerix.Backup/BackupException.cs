namespace Valerix.Backup;

/// <summary>A failure that is told in one sentence, with the remedy.</summary>
internal sealed class BackupException(string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    /// <summary>True when a copy is damaged, so that another copy may be whole.</summary>
    public bool IsDamage { get; init; }
}
