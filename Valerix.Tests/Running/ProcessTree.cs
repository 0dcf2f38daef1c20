using System.Globalization;

namespace Valerix.Tests.Running;

/// <summary>Processes as Linux shows them under <c>/proc</c>.</summary>
internal static class ProcessTree
{
    /// <summary>A process and everything it started, and what those started.</summary>
    public static IReadOnlyList<int> Of(int pid)
    {
        var children = All().ToLookup(ParentOf);
        List<int> tree = [pid];
        for (var i = 0; i < tree.Count; i++)
        {
            tree.AddRange(children[tree[i]]);
        }

        return tree;
    }

    /// <summary>The living processes that were started with <paramref name="marker"/> in their environment, by themselves or by an ancestor.</summary>
    public static IReadOnlyList<(int Pid, string Command)> WithEnvironment(string marker) =>
    [
        .. from pid in All()
           where Read(pid, "environ").Contains(marker, StringComparison.Ordinal)
           select (pid, Read(pid, "cmdline").Replace('\0', ' ')),
    ];

    private static IEnumerable<int> All() =>
        from folder in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(folder)
        where name.All(char.IsAsciiDigit)
        select int.Parse(name, CultureInfo.InvariantCulture);

    private static int ParentOf(int pid)
    {
        // "pid (name) state ppid …", and the name may hold blanks and brackets.
        var stat = Read(pid, "stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;
    }

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is somebody else's.
            return "";
        }
    }
}
