using System.Diagnostics;

namespace Aspire.Hosting.Orchestration;

/// <summary>What to run.</summary>
/// <param name="Command">The program's full path.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="WorkingDirectory">Where it runs.</param>
/// <param name="Environment">Added to this process's own environment.</param>
internal sealed record Launch(string Command, IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment);

/// <summary>A running program, together with everything that it starts itself.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan BeforeInterrupt = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BeforeKill = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LastOutput = TimeSpan.FromSeconds(1);

    // Meant for the AppHost itself.
    private static readonly string[] NotInherited =
    [
        "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_LAUNCH_PROFILE",
        "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES",
    ];

    private readonly Process _process;
    private readonly Task _output;

    private ChildProcess(Process process, Action<string, bool> onOutput)
    {
        _process = process;
        Id = process.Id;
        _output = Task.WhenAll(
            ReadAsync(process.StandardOutput, line => onOutput(line, false)),
            ReadAsync(process.StandardError, line => onOutput(line, true)));
        Exited = WaitAsync();
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Its exit code, once it has ended and its last output has been read.</summary>
    public Task<int> Exited { get; }

    /// <summary>Starts a program.</summary>
    /// <param name="launch">What to run.</param>
    /// <param name="onOutput">Gets each line of output, and whether it is standard error's.</param>
    public static ChildProcess Start(Launch launch, Action<string, bool> onOutput)
    {
        var info = new ProcessStartInfo
        {
            FileName = Unix.SetSid ?? launch.Command,
            WorkingDirectory = launch.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Unix.SetSid is not null)
            info.ArgumentList.Add(launch.Command);
        foreach (var argument in launch.Arguments)
            info.ArgumentList.Add(argument);
        foreach (var name in NotInherited)
            info.Environment.Remove(name);
        foreach (var (name, value) in launch.Environment)
            info.Environment[name] = value;
        info.Environment[Watchdog.Watchdog.MarkerVariable] = Watchdog.Watchdog.Marker;

        var process = Process.Start(info)!;
        Watchdog.Watchdog.Watch(process.Id);
        process.StandardInput.Close();
        return new ChildProcess(process, onOutput);
    }

    /// <summary>Asks it to end, then insists: SIGTERM, SIGINT, SIGKILL. Returns when it has ended.</summary>
    public async Task StopAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            Unix.Signal(Id, Unix.Terminate);
            if (await EndsWithinAsync(BeforeInterrupt))
                return;

            // To PostgreSQL the first means: when the last client has gone. The second means: now.
            Unix.Signal(Id, Unix.Interrupt);
            if (await EndsWithinAsync(BeforeKill))
                return;
        }

        Kill();
        await Exited;
    }

    /// <inheritdoc />
    public void Dispose() => _process.Dispose();

    private async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        await Task.WhenAny(Exited, Task.Delay(time));
        return Exited.IsCompleted;
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        if (Unix.SetSid is not null)
            Unix.SignalGroup(Id, Unix.Kill);
        Watchdog.Watchdog.Forget(Id);

        // Somebody who escaped may hold the pipe open for ever.
        await Task.WhenAny(_output, Task.Delay(LastOutput));
        return _process.ExitCode;
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has just ended by itself.
        }
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
            onLine(line);
    }
}
