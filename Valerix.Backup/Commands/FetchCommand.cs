using System.CommandLine;
using Valerix.Backup.Archive;
using Valerix.Backup.Daily;

namespace Valerix.Backup.Commands;

/// <summary>Brings back what the old service holds, for when all places are gone.</summary>
internal static class FetchCommand
{
    private static readonly TimeSpan _patience = TimeSpan.FromHours(1);

    public static Command Create() => new Command("fetch", "Brings base backups that no place has back from the old service. That is no call of the day.").Does(async (_, cancellationToken) =>
    {
        var places = BackupSettings.Places();
        using var http = new HttpClient { BaseAddress = BackupSettings.Service(), Timeout = _patience };
        var service = new OldService(http);
        var fetched = 0;
        try
        {
            foreach (var day in await service.DaysAsync(cancellationToken))
            {
                await using var bundle = await service.OpenAsync(day, cancellationToken);
                await Bundles.ReadAsync(bundle, async (backup, data) => fetched += await KeepAsync(places, backup, data, cancellationToken) ? 1 : 0, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or InvalidDataException)
        {
            throw new BackupException($"The old service can't be read ({exception.Message.TrimEnd('.')}); {fetched} base backups came.", exception);
        }

        Console.WriteLine($"{fetched} base backups came.");
        return ExitCodes.Done;
    });

    private static async Task<bool> KeepAsync(Places places, BaseBackup backup, Stream data, CancellationToken cancellationToken)
    {
        if (Places.Count(places.BaseFolders, backup.FileName) == places.Folders.Count) return false;

        await using var copies = new CopyWriter(places.BaseFolders, backup.Server);
        await data.CopyToAsync(copies, cancellationToken);
        try
        {
            return copies.Finish(sha256 => sha256 == backup.Sha256 ? backup.FileName : throw new BackupException($"{backup.FileName} was changed since it was handed over, and is left out.")) > 0;
        }
        catch (BackupException exception)
        {
            // Others, or other days, may be whole.
            await Console.Error.WriteLineAsync(exception.Message);
            return false;
        }
    }
}
