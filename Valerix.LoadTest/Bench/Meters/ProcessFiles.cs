using System.Globalization;

namespace Valerix.LoadTest.Bench.Meters;

/// <summary>Reads Linux's files about processes. Elsewhere, and for processes that are gone or of another user, there is nothing.</summary>
internal static class ProcessFiles
{
    private const string Folder = "/proc";

    /// <summary>The kernel counts processor time in hundredths of a second for these files, whatever its own clock does.</summary>
    private const double MsPerTick = 10;

    private const double KiBPerMiB = 1024;

    public static IEnumerable<int> All() => Directory.Exists(Folder)
        ? Directory.EnumerateDirectories(Folder).Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
        : [];

    /// <summary>A file of a process; empty when it can't be read.</summary>
    public static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"{Folder}/{pid}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Processor time of a process, and of its ended children if wanted.</summary>
    public static double ReadCpuMs(int pid, bool withEndedChildren)
    {
        var fields = FieldsOf(pid);
        return fields.Length < 15 ? 0 : fields[11..(withEndedChildren ? 15 : 13)].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) * MsPerTick;
    }

    /// <summary>Processor time of the PostgreSQL server that a backend belongs to, with all its processes; null when it runs elsewhere.</summary>
    public static double? ReadServerCpuMs(int backend)
    {
        if (!Read(backend, "comm").StartsWith("postgres", StringComparison.Ordinal)) return null;

        var server = ParentOf(backend);
        return ReadCpuMs(server, withEndedChildren: true) + All().Where(pid => ParentOf(pid) == server).Sum(pid => ReadCpuMs(pid, withEndedChildren: false));
    }

    /// <summary>Memory of a process that is in use and not on disk.</summary>
    public static double ReadMemoryMiB(int pid)
    {
        var line = Read(pid, "status").Split('\n').FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim('\t'), CultureInfo.InvariantCulture) / KiBPerMiB;
    }

    private static int ParentOf(int pid) => FieldsOf(pid) is { Length: > 1 } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;

    /// <summary>What follows the name, which may hold anything: state, parent, …, user time (11), system time (12), and the same of ended children.</summary>
    private static string[] FieldsOf(int pid)
    {
        var stat = Read(pid, "stat");
        return stat.Length == 0 ? [] : stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }
}
