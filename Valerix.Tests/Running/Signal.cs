using System.Diagnostics;

namespace Valerix.Tests.Running;

/// <summary>POSIX signals.</summary>
internal static class Signal
{
    /// <param name="name">Without SIG: <c>KILL</c>, <c>TERM</c>, <c>INT</c>, <c>STOP</c>, <c>CONT</c>.</param>
    /// <param name="processIds">Who gets it; those that are gone already don't count as an error.</param>
    public static async Task SendAsync(string name, params IEnumerable<int> processIds)
    {
        // The shell's own kill: a bare system may lack the program.
        var commands = string.Concat(processIds.Select(pid => $"kill -{name} {pid} 2>/dev/null; "));
        using var shell = Process.Start("/bin/sh", ["-c", $"{commands}true"]);
        await shell.WaitForExitAsync();
    }
}
