using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Valerix.Backup.Archive;
using Valerix.Backup.Daily;
using Valerix.BackupService.Gremlin;
using Valerix.UnitTests.BackupService;

namespace Valerix.UnitTests.Backup.Daily;

/// <summary>365 days with the old service itself, all of its faults, an unreliable network and a process that dies.</summary>
public sealed class YearOfCallsTests : IDisposable
{
    private const int Days = 365;
    private const int Seed = 20261125;

    private static readonly string[] _servers = ["orders-postgres", "inventory-postgres"];

    // A call is struck on most days, and on some by several faults at once.
    private static readonly FaultPlan _faults = new(
        Slow: new(13, 60_000), ErrorStored: new(5), SilentStored: new(7), SilentLost: new(3), Changed: new(4));

    private static readonly string[] _copies = ["place-1", "place-2", "outbox"];

    private readonly string _folder = Directory.CreateTempSubdirectory("valerix-year-").FullName;
    private readonly FakeTimeProvider _time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Random _random = new(Seed);
    private readonly Dictionary<BaseBackup, byte[]> _taken = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task No_day_has_a_second_call_and_none_is_in_fewer_than_three_places()
    {
        await using var service = await RunningBackupService.StartAsync(_time);
        service.Plan(_faults);
        using var network = new UnreliableNetwork(_time);
        var longestWait = 0;
        for (var day = 0; day < Days; day++)
        {
            TakeBaseBackups();
            network.IsDown = _random.Next(10) == 0;
            // A program that is started by hand, by a timer and after a crash runs more than once a day.
            for (var run = 0; run < 3; run++)
            {
                _time.Advance(TimeSpan.FromHours(_random.Next(1, 8)));
                (network.KillsBeforeCall, network.KillsAfterCall) = (_random.Next(20) == 0, _random.Next(20) == 0);
                await RunAsync(service, network);
                PlacesShouldBeThree(service);
            }

            longestWait = Math.Max(longestWait, Outbox.Waiting().Select(backup => backup.Day).Distinct().Count());
            _time.SetUtcNow(_time.GetUtcNow().UtcDateTime.Date.AddDays(1));
        }

        network.Calls.Values.ShouldAllBe(calls => calls == 1);
        network.Calls.Count.ShouldBeGreaterThan(Days * 9 / 10);
        longestWait.ShouldBeInRange(2, DailyDecision.MaxDays, "some days wait for the next call, and none for a week");
        Directory.GetFiles(service.Folder, "*.taken").Length.ShouldBeLessThan(network.Calls.Count, "some calls never arrived");
    }

    private Outbox Outbox => new(Path.Combine(_folder, "outbox"));

    /// <summary>The program's work of one day: a sealed file for each server, in both places and in the outbox.</summary>
    private void TakeBaseBackups()
    {
        foreach (var server in _servers)
        {
            var bytes = new byte[_random.Next(600, 3_000)];
            _random.NextBytes(bytes);
            using var copies = new CopyWriter(_copies.Select(copy => Path.Combine(_folder, copy)), server);
            copies.Write(bytes, 0, bytes.Length);
            copies.Finish(sha256 => new BaseBackup(server, _time.GetUtcNow(), sha256).FileName).ShouldBe(_copies.Length);
            _taken[new(server, _time.GetUtcNow(), Convert.ToHexStringLower(SHA256.HashData(bytes)))] = bytes;
        }
    }

    private async Task RunAsync(RunningBackupService service, UnreliableNetwork network)
    {
        // Time stands still while a call is under way, so a slow answer is one that the caller does not wait for.
        var isSlow = _faults.StrikeAt(Directory.GetFiles(service.Folder, "*.taken").Length + 1).Delay > TimeSpan.Zero;
        using var http = new HttpClient(network, disposeHandler: false) { BaseAddress = service.Address, Timeout = TimeSpan.FromSeconds(isSlow ? 0.2 : 30) };
        var record = new CallRecord([Path.Combine(_folder, "calls-1"), Path.Combine(_folder, "calls-2")]);
        try
        {
            await new DailyCall(new(http), Outbox, record, _time, _ => { }).RunAsync(CancellationToken.None);
        }
        catch (ProcessKilledException)
        {
            // The next run goes on from what is on disk.
        }
    }

    /// <summary>Every base backup is in both places, and in the outbox or byte for byte in a bundle that the old service keeps.</summary>
    private void PlacesShouldBeThree(RunningBackupService service)
    {
        var bundles = new Lazy<byte[][]>(() => [.. Directory.GetFiles(service.Folder, "*.bundle").Select(File.ReadAllBytes)]);
        foreach (var (backup, bytes) in _taken.Where(taken => !File.Exists(Path.Combine(_folder, "outbox", taken.Key.FileName))).ToArray())
        {
            bundles.Value.Any(bundle => bundle.AsSpan().IndexOf(bytes) >= 0).ShouldBeTrue($"{backup} is in no bundle (seed {Seed})");
            // The old service loses nothing that it once kept, so this one needs no second look.
            _taken.Remove(backup);
        }

        BaseBackup.In(Path.Combine(_folder, "place-1")).ShouldBe(BaseBackup.In(Path.Combine(_folder, "place-2")));
    }
}
