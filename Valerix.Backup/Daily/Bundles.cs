using System.Formats.Tar;
using System.Net;
using System.Security.Cryptography;
using Valerix.Backup.Archive;

namespace Valerix.Backup.Daily;

/// <summary>A bundle is a tar of sealed base backups under their own names, made while it is sent and read while it arrives.</summary>
internal static class Bundles
{
    /// <summary>The bundle of <paramref name="content"/> as a request's body, of which no copy is made.</summary>
    public static HttpContent Of(Outbox outbox, IReadOnlyList<BaseBackup> content) => new BundleContent(outbox, content);

    /// <summary>Reads a bundle as far as that is possible and hands each base backup in it to <paramref name="read"/>.</summary>
    public static async Task ReadAsync(Stream bundle, Func<BaseBackup, Stream, Task> read, CancellationToken cancellationToken)
    {
        await using var tar = new TarReader(bundle);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.DataStream is { } data && BaseBackup.Parse(entry.Name) is { } backup) await read(backup, data);
        }
    }

    /// <summary>The checksums of those base backups whose bytes are what their names say.</summary>
    public static async Task<IReadOnlyCollection<string>> IntactAsync(Stream bundle, CancellationToken cancellationToken)
    {
        var intact = new List<string>();
        try
        {
            await ReadAsync(
                bundle,
                async (backup, data) =>
                {
                    if (Convert.ToHexStringLower(await SHA256.HashDataAsync(data, cancellationToken)) == backup.Sha256) intact.Add(backup.Sha256);
                },
                cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or FormatException)
        {
            // The bundle is damaged or was cut off here: what came before it counts.
        }

        return intact;
    }

    private sealed class BundleContent(Outbox outbox, IReadOnlyList<BaseBackup> content) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await using var tar = new TarWriter(stream, leaveOpen: true);
            foreach (var backup in content)
            {
                await using var file = outbox.Open(backup);
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, backup.FileName) { DataStream = file }, cancellationToken);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
