using System.Diagnostics;
using System.Net.Sockets;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.FrontDoor;

/// <summary>The front door's own process, before two servers that die and stand still as a test wants.</summary>
public sealed class FrontDoorTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _maxSilence = TimeSpan.FromSeconds(2);

    private readonly string[] _addresses = [FreeAddress(), FreeAddress()];
    private readonly Replica[] _replicas = new Replica[2];
    private readonly HttpClient _http = new() { BaseAddress = new(FreeAddress()) };
    private Process _door = null!;

    public async Task InitializeAsync()
    {
        for (var i = 0; i < _replicas.Length; i++) _replicas[i] = await Replica.StartAsync(_addresses[i]);
        await OpenAsync(probes: true);
    }

    public async Task DisposeAsync()
    {
        await CloseAsync();
        foreach (var replica in _replicas) await replica.DisposeAsync();
    }

    public void Dispose()
    {
        _door.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task An_answer_is_passed_on_as_it_is_and_both_replicas_work()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => SendAsync("/work", $"body {number}")));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict);
        answers.Select(answer => answer.Body).ShouldBe(Enumerable.Range(0, 40).Select(number => $"body {number}"));
        _replicas.ShouldAllBe(replica => replica.Calls > 0);
    }

    [Fact]
    public async Task A_replica_that_is_gone_costs_no_call_though_no_probe_has_noticed_it()
    {
        await CloseAsync();
        await _replicas[0].DisposeAsync();
        await OpenAsync(probes: false);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => SendAsync("/work", $"body {number}")));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict);
        answers.Select(answer => answer.Body).ShouldBe(Enumerable.Range(0, 40).Select(number => $"body {number}"));
    }

    [Fact]
    public async Task A_call_whose_replica_dies_with_it_is_answered_and_goes_to_no_other_one()
    {
        var answer = await SendAsync("/death", "once");

        ShouldBeUnavailable(answer);
        _replicas.Sum(replica => replica.Calls).ShouldBe(1);
    }

    [Fact]
    public async Task A_call_whose_replica_stands_still_is_answered_and_goes_to_no_other_one()
    {
        var answer = await SendAsync("/silence", "once");

        ShouldBeUnavailable(answer);
        answer.Took.ShouldBeGreaterThan(_maxSilence / 2);
        _replicas.Sum(replica => replica.Calls).ShouldBe(1);
    }

    [Fact]
    public async Task Where_no_replica_is_left_the_caller_is_told_so()
    {
        foreach (var replica in _replicas) await replica.DisposeAsync();

        ShouldBeUnavailable(await SendAsync("/work", "once"));
    }

    [Fact]
    public async Task A_replica_that_is_not_ready_gets_calls_only_when_it_is_again()
    {
        _replicas[0].IsReady = false;
        await Eventually.Async(async _ => await CallsReachAsync(_replicas[0]) == 0, _bound, "no call reaches the replica that is not ready");

        _replicas[0].IsReady = true;
        await Eventually.Async(async _ => await CallsReachAsync(_replicas[0]) > 0, _bound, "calls reach it again");
    }

    /// <summary>Starts the front door.</summary>
    /// <param name="probes">Whether it asks the replicas if they are ready.</param>
    private async Task OpenAsync(bool probes)
    {
        const string Replicas = "ReverseProxy__Clusters__replicas";
        _door = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Valerix.FrontDoor.dll")])
        {
            WorkingDirectory = Folder(),
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = _http.BaseAddress!.AbsoluteUri,
                [$"{Replicas}__HttpRequest__ActivityTimeout"] = _maxSilence.ToString("c"),
                [$"{Replicas}__HealthCheck__Active__Enabled"] = $"{probes}",
                [$"{Replicas}__Destinations__1__Address"] = _addresses[0],
                [$"{Replicas}__Destinations__2__Address"] = _addresses[1],
            },
        })!;
        _door.BeginOutputReadLine();
        await Eventually.Async(
            async cancellationToken => (await _http.GetAsync("/ready", cancellationToken)).IsSuccessStatusCode, _bound, "the front door serves");
    }

    private async Task CloseAsync()
    {
        _door.Kill();
        await _door.WaitForExitAsync();
        _door.Dispose();
    }

    private async Task<int> CallsReachAsync(Replica replica)
    {
        var before = replica.Calls;
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => SendAsync("/work", "a call")));
        return replica.Calls - before;
    }

    private static void ShouldBeUnavailable(Answer answer)
    {
        answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        answer.Header("Retry-After").ShouldBe("1");
    }

    private async Task<Answer> SendAsync(string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        return await Answer.OfAsync(_http, request, CancellationToken.None);
    }

    /// <summary>The project's folder, where its settings are.</summary>
    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder!.FullName, "Valerix.FrontDoor"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "Valerix.FrontDoor");
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
