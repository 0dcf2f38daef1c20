using System.Runtime.InteropServices;

namespace Aspire.Hosting.Orchestration;

/// <summary>Signals.</summary>
internal static partial class Unix
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Runs a program in a session of its own, out of reach of the terminal's Ctrl+C; null where there is no such tool.</summary>
    public static string? SetSid { get; } = OperatingSystem.IsLinux() ? Executables.Find("setsid") : null;

    /// <summary>Sends a signal to a process; nothing happens when it is gone.</summary>
    public static void Signal(int processId, int signal) => _ = SendSignal(processId, signal);

    /// <summary>Sends a signal to a process and everything it started.</summary>
    public static void SignalGroup(int processId, int signal) => _ = SendSignal(-processId, signal);

    /// <summary>Whether the process runs; one that has ended and waits for its parent to notice does not.</summary>
    public static bool IsAlive(int processId)
    {
        if (SendSignal(processId, 0) != 0)
            return false;
        if (!OperatingSystem.IsLinux())
            return true;

        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);
}
