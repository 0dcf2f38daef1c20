using System.Diagnostics;
using System.Net.Sockets;

namespace Valerix.Tests.Running;

/// <summary>The AppHost as a person runs it: a process of its own, and all that it starts.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private const string Up = "Valerix is up";
    private static readonly TimeSpan _startBound = TimeSpan.FromSeconds(90);

    /// <summary>In the environment of the AppHost and so of every process that it starts, directly or not.</summary>
    private readonly string _marker = $"VALERIX_TEST={Guid.NewGuid():N}";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"valerix-{Guid.NewGuid():N}");
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _output = [];
    private readonly Process _process;

    private AppHostProcess()
    {
        _process = new Process
        {
            StartInfo = new("dotnet", [Repository.AppHostProgram, "--DcpPublisher:RandomizePorts=true", $"--Data:Folder={_folder}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    [_marker.Split('=')[0]] = _marker.Split('=')[1],
                    // What the launch profile sets, at addresses that nobody else has.
                    ["DOTNET_ENVIRONMENT"] = "Development",
                    ["ASPNETCORE_URLS"] = FreeAddress(),
                    ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
                    ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = FreeAddress(),
                    ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = FreeAddress(),
                },
            },
        };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    public int Id => _process.Id;

    /// <summary>Starts it and returns when it says that everything is up.</summary>
    public static async Task<AppHostProcess> StartAsync()
    {
        var appHost = new AppHostProcess();
        appHost._process.Start();
        appHost._process.BeginOutputReadLine();
        appHost._process.BeginErrorReadLine();
        try
        {
            await appHost._up.Task.WaitAsync(_startBound);
            return appHost;
        }
        catch (TimeoutException)
        {
            var output = appHost.Output;
            await appHost.DisposeAsync();
            throw new TimeoutException($"The AppHost did not come up within {_startBound.TotalSeconds:0} s. It said:\n{output}");
        }
    }

    /// <summary>It and everything it started that is still there.</summary>
    public IReadOnlyList<(int Pid, string Command)> Family() => ProcessTree.WithEnvironment(_marker);

    private string Output
    {
        get
        {
            lock (_output) return string.Join('\n', _output);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Signal.SendAsync("KILL", Family().Select(process => process.Pid));
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Add(line);
        if (line.Contains(Up, StringComparison.Ordinal)) _up.TrySetResult();
    }
}
