using Valerix.Backup.Archive;

namespace Valerix.Backup.Daily;

/// <summary>A third copy of every base backup that the old service is not yet known to hold. It is what the day's call carries.</summary>
internal sealed class Outbox(string folder)
{
    public string Folder { get; } = folder;

    public IReadOnlyList<BaseBackup> Waiting() => BaseBackup.In(Folder);

    public FileStream Open(BaseBackup backup) => File.OpenRead(Path.Combine(Folder, backup.FileName));

    public void Remove(BaseBackup backup) => File.Delete(Path.Combine(Folder, backup.FileName));
}
