using System.Diagnostics;

namespace Valerix.AppHost.Postgres;

/// <summary>Runs short programs to their end.</summary>
internal static class LocalProcess
{
    /// <summary>Runs <paramref name="command"/> as the server's user, with <paramref name="input"/> on its standard input.</summary>
    /// <exception cref="DistributedApplicationException">It failed; the message holds what it printed.</exception>
    public static Task RunAsync(string command, string[] args, string input, CancellationToken cancellationToken)
    {
        var asUser = UnprivilegedUser.Run(command, args);
        return RunExactlyAsync(asUser.Command, asUser.Args, input, cancellationToken);
    }

    /// <summary>Runs <paramref name="command"/> with the rights of this process.</summary>
    public static Task RunAsRootAsync(string command, string[] args, CancellationToken cancellationToken) =>
        RunExactlyAsync(command, args, input: "", cancellationToken);

    /// <summary>True when process <paramref name="pid"/> runs and is a PostgreSQL server.</summary>
    public static bool IsPostgres(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            // No such process: the lock file is a leftover, which PostgreSQL itself clears.
            return false;
        }
    }

    private static async Task RunExactlyAsync(string command, string[] args, string input, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(command, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // A user without rights may not enter the current folder.
            WorkingDirectory = Path.GetTempPath(),
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new DistributedApplicationException($"{command} failed with exit code {process.ExitCode}: {await errors} {await output}");
        }
    }
}
