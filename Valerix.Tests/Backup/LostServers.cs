using System.Globalization;

namespace Valerix.Tests.Backup;

/// <summary>Two servers that were backed up while rows were acknowledged, and then lost with their data.</summary>
public sealed class LostServers : IAsyncLifetime
{
    /// <summary>How many rows each server had acknowledged before the chosen moment.</summary>
    public const int AcknowledgedRows = 60;

    private static readonly TimeSpan _archiveBound = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("valerix-backup-").FullName;

    internal IReadOnlyList<PlainServer> Servers { get; private set; } = [];

    /// <summary>Where the servers' data directories were.</summary>
    internal string DataFolder => Path.Combine(_folder, "data");

    /// <summary>A moment after the last good row, and before the wrong DELETE.</summary>
    internal string Moment { get; private set; } = "";

    /// <summary>What the program is started with, and each test's own copy of the archive.</summary>
    internal IReadOnlyDictionary<string, string> CopyOfArchive()
    {
        var copy = Directory.CreateDirectory(Path.Combine(_folder, $"{Guid.NewGuid():N}")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "original"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Path.Combine(_folder, "original"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return Environment(copy);
    }

    public async Task InitializeAsync()
    {
        // The server's own user has to reach its data.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        Servers = [new(DataFolder, "orders-postgres"), new(DataFolder, "inventory-postgres")];
        await Task.WhenAll(Servers.Select(server => server.StartAsync()));
        await ForEachAsync(server => server.ExecuteAsync("CREATE TABLE acknowledged (id bigint PRIMARY KEY)"));
        await ForEachAsync(server => server.AcknowledgeAsync(0, 20));

        var environment = Environment(Path.Combine(_folder, "original"));
        using var archive = BackupProgram.Start(environment, "archive");
        await ForEachAsync(server => Eventually.Async(
            async _ => (await server.QueryAsync<bool>("SELECT active FROM pg_replication_slots")) is [true], _archiveBound, $"the log is received: {archive.Output}"));
        var (exitCode, output) = await BackupProgram.RunAsync(environment, "backup", "--fast");
        exitCode.ShouldBe(0, output);

        // Several segments, so that one in the middle can be missed.
        for (var part = 1; part <= 2; part++)
        {
            await ForEachAsync(server => server.AcknowledgeAsync(part * 20, 20));
            await ForEachAsync(server => server.ExecuteAsync("SELECT pg_switch_wal()"));
        }

        await ForEachAsync(server => server.QueryAsync<long>("SELECT count(*) FROM acknowledged"));
        Moment = (await Servers[0].QueryAsync<DateTime>("SELECT clock_timestamp()"))[0].ToString("O", CultureInfo.InvariantCulture);
        await ForEachAsync(server => server.ExecuteAsync("DELETE FROM acknowledged"));
        await archive.SignalAsync("TERM");
        (await archive.EndAsync()).ShouldBe(0, archive.Output);
        await ForEachAsync(server => server.KillAsync());
        await Eventually.Async(
            _ =>
            {
                // Processes of the killed server may still be writing.
                if (Directory.Exists(DataFolder)) Directory.Delete(DataFolder, recursive: true);
                return Task.FromResult(!Directory.Exists(DataFolder));
            },
            _archiveBound,
            "the data is gone");
    }

    public async Task DisposeAsync()
    {
        await ForEachAsync(server => server.KillAsync());
        Directory.Delete(_folder, recursive: true);
    }

    private Task ForEachAsync(Func<PlainServer, Task> action) => Task.WhenAll(Servers.Select(action));

    private Dictionary<string, string> Environment(string archive) => new()
    {
        ["ConnectionStrings__ordersdb"] = Servers[0].ConnectionString,
        ["ConnectionStrings__inventorydb"] = Servers[1].ConnectionString,
        ["Backup__Key"] = "a key for tests, which is long enough",
        ["Backup__Places__0"] = Path.Combine(archive, "place-1"),
        ["Backup__Places__1"] = Path.Combine(archive, "place-2"),
        ["Backup__Spool"] = Path.Combine(archive, "spool"),
        ["Backup__Outbox"] = Path.Combine(archive, "outbox"),
        // Nothing listens there: the outbox keeps what the old service did not get.
        ["Backup__Service"] = "http://127.0.0.1:1",
    };
}
