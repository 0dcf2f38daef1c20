using System.Diagnostics;
using System.Globalization;
using System.Text;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.Watchdog;

/// <summary>Ends what a killed AppHost has left running: SIGTERM, SIGINT, SIGKILL.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan BeforeInterrupt = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BeforeKill = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when all have ended.</summary>
    /// <param name="watched">Known to have been started by the AppHost.</param>
    /// <param name="marker">In the environment of everything that it started.</param>
    public static void End(IReadOnlySet<int> watched, string marker)
    {
        int[] all = [.. watched.Union(Marked(marker))];
        if (OperatingSystem.IsWindows())
        {
            Array.ForEach(all, KillTree);
            return;
        }

        // What they have started themselves is theirs to end first.
        int[] roots = [.. all.Where(id => watched.Contains(id) || !all.Contains(ParentOf(id)))];
        Array.ForEach(roots, id => Unix.Signal(id, Unix.Terminate));
        if (!EndWithin(roots, BeforeInterrupt))
        {
            Array.ForEach(roots, id => Unix.Signal(id, Unix.Interrupt));
            EndWithin(roots, BeforeKill);
        }

        foreach (var id in roots.Where(Unix.IsAlive))
            KillTree(id);
        if (Unix.SetSid is not null)
            Array.ForEach(roots, id => Unix.SignalGroup(id, Unix.Kill));
        foreach (var id in Marked(marker))
            Unix.Signal(id, Unix.Kill);
    }

    private static bool EndWithin(int[] processIds, TimeSpan time)
    {
        var since = Stopwatch.GetTimestamp();
        while (processIds.Any(Unix.IsAlive))
        {
            if (Stopwatch.GetElapsedTime(since) > time)
                return false;
            Thread.Sleep(PollInterval);
        }

        return true;
    }

    private static void KillTree(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>Finds also what was started in the AppHost's last moment, and what lost its parent. Linux only.</summary>
    private static IEnumerable<int> Marked(string marker)
    {
        if (!OperatingSystem.IsLinux())
            yield break;

        var bytes = Encoding.UTF8.GetBytes(marker);
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Holds($"{directory}/environ", bytes))
                yield return id;
        }
    }

    private static bool Holds(string file, byte[] text)
    {
        try
        {
            return File.ReadAllBytes(file).AsSpan().IndexOf(text) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone, or somebody else's.
            return false;
        }
    }

    private static int ParentOf(int processId)
    {
        try
        {
            // "id (name) state parent ...", where the name may hold anything.
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return int.Parse(stat.AsSpan(stat.LastIndexOf(')') + 4).ToString().Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
