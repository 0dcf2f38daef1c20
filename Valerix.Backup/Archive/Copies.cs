using Valerix.Backup.Sealing;

namespace Valerix.Backup.Archive;

/// <summary>Reads a sealed file from the first folder that has it whole.</summary>
internal static class Copies
{
    /// <param name="folders">Where it may be.</param>
    /// <param name="fileName">Its name there.</param>
    /// <param name="sealedName">The name that it was sealed under.</param>
    /// <param name="key">What opens it.</param>
    /// <param name="read">Called again from the start when a copy turns out to be damaged.</param>
    /// <param name="say">Told of each damaged copy.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BackupException">No copy is whole, there is none, or it was sealed with another key.</exception>
    public static async Task OpenAsync(
        IEnumerable<string> folders, string fileName, string sealedName, BackupKey key, Func<Stream, Task> read, Action<string> say, CancellationToken cancellationToken)
    {
        var isDamaged = false;
        foreach (var path in folders.Select(folder => Path.Combine(folder, fileName)).Where(File.Exists))
        {
            try
            {
                await using var file = File.OpenRead(path);
                await SealedFile.OpenAsync(file, key, sealedName, read, cancellationToken);
                return;
            }
            catch (BackupException exception) when (exception.IsDamage)
            {
                isDamaged = true;
                say($"{path}: {exception.Message}");
            }
        }

        throw new BackupException(isDamaged ? $"No place has {fileName} whole." : $"No place has {fileName}.") { IsDamage = isDamaged };
    }
}
