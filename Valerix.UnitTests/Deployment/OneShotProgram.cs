using System.Diagnostics;

namespace Valerix.UnitTests.Deployment;

/// <summary>A program that does one thing and ends.</summary>
internal static class OneShotProgram
{
    private static readonly TimeSpan _bound = TimeSpan.FromMinutes(2);

    /// <summary>Runs the program and returns all that it wrote to its standard error.</summary>
    /// <exception cref="InvalidOperationException">The exit code is not 0; the message has all that the program wrote.</exception>
    public static async Task<string> RunAsync(string path, params string[] arguments)
    {
        using var bounded = new CancellationTokenSource(_bound);
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bounded.Token);
            var errors = process.StandardError.ReadToEndAsync(bounded.Token);
            await process.WaitForExitAsync(bounded.Token);
            return process.ExitCode == 0
                ? await errors
                : throw new InvalidOperationException($"{path} ended with {process.ExitCode}. {await errors} {await output}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
