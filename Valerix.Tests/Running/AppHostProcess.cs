using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Valerix.Tests.Running;

/// <summary>The AppHost as a person runs it: a process of its own, and all that it starts.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    /// <summary>The last line about the addresses.</summary>
    private const string Up = "Ctrl+C ends it.";
    private static readonly TimeSpan _startBound = TimeSpan.FromSeconds(90);

    /// <summary>In the environment of the AppHost and so of every process that it starts, directly or not.</summary>
    private readonly string _marker = $"VALERIX_TEST={Guid.NewGuid():N}";
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _output = [];
    private readonly Process _process;

    private AppHostProcess(string dataFolder, string operatorKey)
    {
        _process = new Process
        {
            StartInfo = new(
            // A test run in the background hands down that SIGINT is ignored; the AppHost would then never hear Ctrl+C.
            "env",
            [
                "--default-signal=INT",
                "dotnet",
                Repository.AppHostProgram,
                "--DcpPublisher:RandomizePorts=true",
                "--Data:Transient=false",
                $"--Data:Folder={dataFolder}",
                $"--Parameters:operator-key={operatorKey}",
            ])
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
    /// <param name="dataFolder">Keeps the data of this run for the next one.</param>
    /// <param name="operatorKey">The operator's key of both APIs.</param>
    public static async Task<AppHostProcess> StartAsync(string dataFolder, string operatorKey)
    {
        var appHost = new AppHostProcess(dataFolder, operatorKey);
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

    /// <summary>A client of the service that the console calls <paramref name="name"/>, at the address that it tells.</summary>
    public HttpClient CreateHttpClient(string name) =>
        new() { BaseAddress = new(Regex.Match(Output, $@"^ +{name} +(?<address>http\S+)", RegexOptions.Multiline).Groups["address"].Value) };

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
