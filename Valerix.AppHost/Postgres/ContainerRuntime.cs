using System.ComponentModel;
using System.Diagnostics;

namespace Valerix.AppHost.Postgres;

/// <summary>Whether containers can be run here.</summary>
internal static class ContainerRuntime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>True when docker's or podman's engine answers.</summary>
    public static bool Answers() => Succeeds("docker", "version", "--format", "{{.Server.Version}}") || Succeeds("podman", "info");

    private static bool Succeeds(string command, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            if (process.WaitForExit(_patience)) return process.ExitCode == 0;
            process.Kill(entireProcessTree: true);
            return false;
        }
        catch (Win32Exception)
        {
            // Not installed.
            return false;
        }
    }
}
