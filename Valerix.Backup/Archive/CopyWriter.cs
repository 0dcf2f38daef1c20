using System.Security.Cryptography;
using Valerix.Backup.Sealing;

namespace Valerix.Backup.Archive;

/// <summary>Writes the same bytes into several folders at once. A folder that fails is left out, and the others go on.</summary>
internal sealed class CopyWriter : WriteOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<string, FileStream> _files = [];
    private readonly List<string> _failures = [];
    private readonly string _unfinishedName;

    /// <param name="folders">Made when they are not there.</param>
    /// <param name="name">What is written, for the name of the unfinished file.</param>
    public CopyWriter(IEnumerable<string> folders, string name)
    {
        _unfinishedName = $".{name}.unfinished";
        foreach (var folder in folders)
        {
            Try(folder, () =>
            {
                Directory.CreateDirectory(folder);
                _files[folder] = new FileStream(Path.Combine(folder, _unfinishedName), FileMode.Create);
            });
        }
    }

    /// <summary>A sentence for each folder that has no copy.</summary>
    public IReadOnlyList<string> Failures => _failures;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _hash.AppendData(buffer.Span);
        foreach (var (folder, file) in _files.ToArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Try(folder, () => file.Write(buffer.Span));
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Puts each copy in its place, in one step and only when all of it is on disk.</summary>
    /// <param name="fileName">Gives the file's name; it is told the checksum.</param>
    /// <returns>How many copies there are now.</returns>
    public int Finish(Func<string, string> fileName)
    {
        var name = fileName(Convert.ToHexStringLower(_hash.GetHashAndReset()));
        var copies = 0;
        foreach (var (folder, file) in _files.ToArray())
        {
            Try(folder, () =>
            {
                file.Flush(flushToDisk: true);
                file.Dispose();
                File.Move(Path.Combine(folder, _unfinishedName), Path.Combine(folder, name), overwrite: true);
                copies++;
            });
        }

        return copies;
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var folder in _files.Keys.ToArray()) Drop(folder);
        _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Try(string folder, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _failures.Add($"{folder} took no copy ({exception.Message.TrimEnd('.')}): make room there or mount it again; what it held before is untouched.");
            Drop(folder);
        }
    }

    private void Drop(string folder)
    {
        try
        {
            if (_files.Remove(folder, out var file)) file.Dispose();
            File.Delete(Path.Combine(folder, _unfinishedName));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The rest that could not be written is lost with this copy, and the next attempt overwrites what is left.
        }
    }
}
