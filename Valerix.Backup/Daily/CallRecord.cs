using System.Globalization;

namespace Valerix.Backup.Daily;

/// <summary>On which days a call was begun. It is written before the call, so that a process that dies in the middle makes no second one.</summary>
/// <param name="folders">Each of them keeps the whole record, so that the loss of one disk allows no second call.</param>
internal sealed class CallRecord(IReadOnlyList<string> folders)
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The latest day with a call; null when there never was one.</summary>
    public DateOnly? LastCall() => folders
        .Where(Directory.Exists)
        .SelectMany(Directory.EnumerateFiles)
        .Select(file => DateOnly.TryParseExact(Path.GetFileName(file), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null)
        .Max();

    /// <summary>Takes the right to the call of <paramref name="day"/>; false when another process has it.</summary>
    /// <exception cref="BackupException">It can be written down nowhere, so no call may be made.</exception>
    public bool TryTake(DateOnly day)
    {
        var isWritten = false;
        foreach (var folder in folders)
        {
            var file = Path.Combine(folder, day.ToString(DayFormat, CultureInfo.InvariantCulture));
            try
            {
                Directory.CreateDirectory(folder);
                using var stream = new FileStream(file, FileMode.CreateNew);
                stream.Flush(flushToDisk: true);
                isWritten = true;
            }
            catch (IOException) when (File.Exists(file))
            {
                return false;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // One disk is full or gone: the others keep the record.
            }
        }

        return isWritten ? true : throw new BackupException($"The old service was not called, since the call can be written down in none of {string.Join(", ", folders)}.");
    }
}
