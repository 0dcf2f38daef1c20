using System.Diagnostics;
using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Callers;

/// <summary>newman, which runs Postman's collections without Postman; <c>.ci/newman</c> says in which version.</summary>
internal static class Newman
{
    private const string HowToGetNode = "install Node.js 18 or newer with npm (on Debian 'apt-get install nodejs npm', elsewhere https://nodejs.org)";

    private static readonly TimeSpan _installBound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _runBound = TimeSpan.FromMinutes(1);

    private static readonly string _folder = Path.Combine(Repository.Root, ".ci", "newman");
    private static readonly string _program = Path.Combine(_folder, "node_modules", "newman", "bin", "newman.js");

    /// <summary>Runs a collection; where newman is not installed yet, it is downloaded first, once for this clone.</summary>
    /// <exception cref="InvalidOperationException">There is no newman and none could be got; the message says what to do.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(string collection, string environment, params IEnumerable<(string Name, string Value)> variables)
    {
        if (!File.Exists(_program))
        {
            var (exitCode, output) = await ExecuteAsync("npm", ["ci", "--prefix", _folder, "--no-audit", "--no-fund"], _installBound);
            if (exitCode != 0) throw new InvalidOperationException($"'npm ci' in .ci/newman failed:\n{output}");
        }

        var settings = variables.SelectMany(variable => (string[])["--env-var", $"{variable.Name}={variable.Value}"]);
        return await ExecuteAsync("node", [_program, "run", collection, "--environment", environment, "--color", "off", .. settings], _runBound);
    }

    private static async Task<(int ExitCode, string Output)> ExecuteAsync(string program, IEnumerable<string> arguments, TimeSpan bound)
    {
        using var process = Start(program, arguments);
        using var bounded = new CancellationTokenSource(bound);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(bounded.Token), process.StandardError.ReadToEndAsync(bounded.Token));
            await process.WaitForExitAsync(bounded.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {bound.TotalSeconds:0} s.");
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException($"'{program}' can't be started, and without it the Postman collection can't be tried: {HowToGetNode}.", missing);
        }
    }
}
