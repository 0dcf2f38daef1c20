using System.Globalization;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Watchdog;

/// <summary>The watchdog process. Its argument is the marker; its input are the ids of processes that have started (+) and ended (-).</summary>
internal static class Program
{
    private static void Main(string[] args)
    {
        // Whatever ends the AppHost may be sent here too, and must not end this first.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);

        var watched = new HashSet<int>();
        while (Console.In.ReadLine() is { } line)
        {
            var processId = int.Parse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
            _ = line[0] == '+' ? watched.Add(processId) : watched.Remove(processId);
        }

        Leftovers.End(watched, args[0]);
    }
}
