using Valerix.Tests.Running;

namespace Valerix.Tests.Backup;

public sealed class RestoreTests(LostServers lost) : IClassFixture<LostServers>
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    [LinuxFact]
    public async Task All_that_was_acknowledged_before_a_moment_is_there_though_the_first_restore_was_killed()
    {
        var environment = lost.CopyOfArchive();
        string[] restore = ["restore", "--to", lost.Moment, "--into", lost.DataFolder];
        using (var killed = BackupProgram.Start(environment, restore))
        {
            await Eventually.ReadAsync(
                _ => Task.FromResult(Directory.Exists(Path.Combine(lost.DataFolder, "orders-postgres.restoring", "data"))), exists => exists, _bound, killed.Output, TimeSpan.FromMilliseconds(5));
            await killed.SignalAsync("KILL");
            await killed.EndAsync();
        }

        Directory.Exists(lost.Servers[0].DataFolder).ShouldBeFalse("a killed restore leaves nothing that looks finished");
        var (exitCode, output) = await BackupProgram.RunAsync(environment, restore);
        exitCode.ShouldBe(0, output);
        output.ShouldContain("Its last transaction is of ");

        foreach (var server in lost.Servers)
        {
            await server.StartAsync();
            (await server.QueryAsync<long>("SELECT id FROM acknowledged ORDER BY id")).ShouldBe(Enumerable.Range(0, LostServers.AcknowledgedRows).Select(id => (long)id));
        }

        // Now there is data, and a server on it.
        await ShouldFailAsync(environment, $"{lost.Servers[0].DataFolder} holds data", restore);
        await ShouldFailAsync(environment, $"A server runs on {lost.Servers[0].DataFolder}", [.. restore, "--replace", "--yes"]);
    }

    [LinuxFact]
    public async Task A_damaged_copy_is_named_and_another_place_takes_its_part()
    {
        var environment = lost.CopyOfArchive();
        var damaged = Directory.GetFiles(Path.Combine(environment["Backup__Places__0"], "base"), "orders-postgres.*").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(damaged);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(damaged, bytes);

        var verified = await BackupProgram.RunAsync(environment, "verify");
        verified.ExitCode.ShouldBe(1, verified.Output);
        verified.Output.ShouldContain($"{damaged}: base/orders-postgres is damaged");

        var drilled = await BackupProgram.RunAsync(environment, "drill", "--to", lost.Moment);
        drilled.ExitCode.ShouldBe(0, drilled.Output);
        drilled.Output.ShouldContain("The drill succeeded");
    }

    [LinuxFact]
    public async Task A_missing_segment_is_named()
    {
        var environment = lost.CopyOfArchive();
        // Of those that the base backup is followed by, one that is followed by others itself.
        var segments = Directory.GetFiles(Path.Combine(environment["Backup__Places__0"], "wal", "orders-postgres"), "????????????????????????.sealed").Order().ToArray();
        var missing = Path.GetFileName(segments[^1]);
        foreach (var place in new[] { "Backup__Places__0", "Backup__Places__1" }) File.Delete(Path.Combine(environment[place], "wal", "orders-postgres", missing));

        await ShouldFailAsync(environment, $"Segment {missing[..24]} of the log of orders-postgres is missing in every place", "restore", "--to", lost.Moment, "--into", Path.Combine(environment["Backup__Spool"], "beside"));
    }

    [LinuxFact]
    public async Task A_wrong_key_is_named_and_not_shown()
    {
        var environment = new Dictionary<string, string>(lost.CopyOfArchive()) { ["Backup__Key"] = "another key, which is long enough too" };
        await ShouldFailAsync(environment, "was sealed with another key", "restore", "--into", Path.Combine(environment["Backup__Spool"], "beside"));
    }

    private static async Task ShouldFailAsync(IReadOnlyDictionary<string, string> environment, string sentence, params string[] arguments)
    {
        var (exitCode, output) = await BackupProgram.RunAsync(environment, arguments);
        exitCode.ShouldBe(2, output);
        output.ShouldContain(sentence);
        output.ShouldNotContain("   at ");
        output.ShouldNotContain(environment["Backup__Key"]);
    }
}
