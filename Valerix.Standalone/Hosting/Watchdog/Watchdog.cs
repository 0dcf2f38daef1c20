using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.Watchdog;

/// <summary>
/// A process that ends what this one has started, should this one be killed. It reads process ids from a pipe whose other end
/// the system closes when this process is gone, however that came about.
/// </summary>
internal static class Watchdog
{
    /// <summary>Set for every process that is started here, and inherited by what those start.</summary>
    public const string MarkerVariable = "VALERIX_STANDALONE_APPHOST";

    private static readonly Lazy<TextWriter> Pipe = new(Start);

    /// <summary>The value of <see cref="MarkerVariable" />: one for each AppHost process.</summary>
    public static string Marker { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Has a process ended when this one is killed.</summary>
    public static void Watch(int processId) => Tell('+', processId);

    /// <summary>The process has ended; its id may soon be somebody else's.</summary>
    public static void Forget(int processId) => Tell('-', processId);

    private static void Tell(char what, int processId)
    {
        try
        {
            lock (Pipe)
                Pipe.Value.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}{processId}"));
        }
        catch (IOException)
        {
            // Somebody has killed the watchdog. The application runs as well without one.
        }
    }

    private static StreamWriter Start()
    {
        var info = new ProcessStartInfo
        {
            FileName = Unix.SetSid ?? Executables.DotNet,
            RedirectStandardInput = true,
            // Never written to; inherited, they would keep the AppHost's own output open.
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Unix.SetSid is not null)
            info.ArgumentList.Add(Executables.DotNet);
        info.ArgumentList.Add(typeof(Watchdog).Assembly.Location);
        info.ArgumentList.Add(Marker);

        var process = Process.Start(info)!;
        process.StandardInput.AutoFlush = true;
        return process.StandardInput;
    }
}
