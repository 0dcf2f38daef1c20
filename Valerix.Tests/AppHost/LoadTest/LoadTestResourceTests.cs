using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Valerix.Tests.AppHost.LoadTest;

public sealed class LoadTestResourceTests
{
    private const string Name = "loadtest";

    /// <summary>Two services and two databases start, and the program may be built once more.</summary>
    private static readonly TimeSpan _bound = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task It_waits_for_somebody_to_start_it_and_aims_at_the_running_system()
    {
        using var bounded = new CancellationTokenSource(_bound);
        var report = Directory.CreateTempSubdirectory("valerix-load-");
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Valerix_AppHost>(bounded.Token);
        var resource = builder.Resources.OfType<ExecutableResource>().Single(executable => executable.Name == Name);
        builder.CreateResourceBuilder(resource).WithArgs(context =>
        {
            context.Args.Clear();
            foreach (var arg in (string[])["run", "--", "--orders", "20", "--ship", "--report", report.FullName]) context.Args.Add(arg);
        });
        await using var app = await builder.BuildAsync(bounded.Token);
        await app.StartAsync(bounded.Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("orderapi", bounded.Token);
        await app.ResourceNotifications.WaitForResourceAsync(Name, KnownResourceStates.NotStarted, bounded.Token);

        await app.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand, bounded.Token);
        var end = await app.ResourceNotifications.WaitForResourceAsync(
            Name, change => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text), bounded.Token);

        end.Snapshot.ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(report.FullName, "report.html")).ShouldBeTrue();
        report.Delete(recursive: true);
    }
}
