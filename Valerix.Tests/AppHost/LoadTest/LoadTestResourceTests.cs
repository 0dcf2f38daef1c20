using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Valerix.Tests.Running;

namespace Valerix.Tests.AppHost.LoadTest;

[Collection(WholeSystem.Name)]
public sealed class LoadTestResourceTests(SharedApp shared)
{
    private static readonly TimeSpan _bound = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task It_waits_to_be_started_and_aims_at_the_running_system()
    {
        shared.LoadReport.GetFiles().ShouldBeEmpty();

        (await shared.App.Processes.RunAsync(ValerixApp.LoadTest, _bound)).ShouldBe(0);

        shared.LoadReport.GetFiles("report.html").ShouldHaveSingleItem();
    }

    /// <summary>A short sale in place of a long one, from the program that the build of the tests has left.</summary>
    internal static void Shorten(IResourceBuilder<ExecutableResource> loadTest, DirectoryInfo report) => loadTest.WithArgs(context =>
    {
        context.Args.Clear();
        foreach (var arg in (string[])["run", "--no-build", "--", "--orders", "20", "--ship", "--report", report.FullName]) context.Args.Add(arg);
    });
}
