using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Valerix.Tests.Running;

namespace Valerix.Tests.Backup;

/// <summary>Valerix.Backup as a person runs it: a process of its own.</summary>
internal sealed class BackupProgram : IDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(60);

    private static readonly string _program = Path.Combine(
        Repository.Root,
        "Valerix.Backup",
        "bin",
        typeof(BackupProgram).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration,
        "net10.0",
        "Valerix.Backup.dll");

    private readonly ConcurrentQueue<string> _output = [];
    private readonly Process _process;

    private BackupProgram(IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [_program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    /// <summary>All that it has printed.</summary>
    public string Output => string.Join('\n', _output);

    public static BackupProgram Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var program = new BackupProgram(environment, arguments);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var program = Start(environment, arguments);
        return (await program.EndAsync(), program.Output);
    }

    public Task SignalAsync(string name) => Signal.SendAsync(name, _process.Id);

    /// <summary>Waits until it has ended, and returns its exit code.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(_bound);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is not null) _output.Enqueue(line);
    }
}
