using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Valerix.BackupService.Bundles;

/// <summary>Keeps one bundle for each calendar day, as files.</summary>
/// <param name="folder">Holds three files for a day: that its call was taken, the bundle, and what is known of the bundle.</param>
/// <param name="time">Says which day it is, in UTC.</param>
internal sealed class BundleStore(string folder, TimeProvider time)
{
    private const string DayFormat = "yyyy-MM-dd";
    private const int BufferBytes = 1 << 16;

    /// <summary>The day's one call, when it is still to be had; null when the day is used up.</summary>
    /// <remarks>A day is used up by the call's arrival and not by its success. Creating the file decides between two calls at once, and outlives a crash.</remarks>
    public DateOnly? TakeDay()
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        try
        {
            using var taken = new FileStream(PathOf(day, "taken"), FileMode.CreateNew);
            taken.Flush(flushToDisk: true);
            return day;
        }
        catch (IOException) when (File.Exists(PathOf(day, "taken")))
        {
            return null;
        }
    }

    /// <summary>How many days were ever used up.</summary>
    public int CountDays() => Directory.EnumerateFiles(folder, "*.taken").Count();

    /// <summary>When the next call can be made: at the next midnight in UTC.</summary>
    public DateTimeOffset NextCallAt() => new(time.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    /// <summary>Streams a bundle to disk. A body that breaks off leaves nothing.</summary>
    public async Task<Bundle> KeepAsync(DateOnly day, Stream body, CancellationToken cancellationToken)
    {
        var unfinished = PathOf(day, "unfinished");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.Create))
            {
                var buffer = new byte[BufferBytes];
                while (await body.ReadAsync(buffer, cancellationToken) is var count and > 0)
                {
                    hash.AppendData(buffer, 0, count);
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                }

                file.Flush(flushToDisk: true);
            }

            var bundle = new Bundle(day, new FileInfo(unfinished).Length, Convert.ToHexStringLower(hash.GetHashAndReset()), time.GetUtcNow());
            File.Move(unfinished, PathOf(day, "bundle"), overwrite: true);
            // The description comes last: a bundle without one is not listed.
            await File.WriteAllTextAsync(PathOf(day, "json"), JsonSerializer.Serialize(bundle), CancellationToken.None);
            return bundle;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Every bundle, oldest first.</summary>
    public BundleList List() => new([.. Directory.EnumerateFiles(folder, "????-??-??.json").Order(StringComparer.Ordinal)
        .Select(file => JsonSerializer.Deserialize<Bundle>(File.ReadAllText(file))!)]);

    /// <summary>The file of a day's bundle; null when there is none.</summary>
    public string? Find(DateOnly day) => File.Exists(PathOf(day, "json")) ? PathOf(day, "bundle") : null;

    private string PathOf(DateOnly day, string kind) => Path.Combine(folder, $"{day.ToString(DayFormat, CultureInfo.InvariantCulture)}.{kind}");
}
