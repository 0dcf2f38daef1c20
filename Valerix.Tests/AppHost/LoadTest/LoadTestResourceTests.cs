using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Valerix.Tests.Running;

namespace Valerix.Tests.AppHost.LoadTest;

[Collection(LabSystem.Name)]
public sealed class LoadTestResourceTests(LabApp shared)
{
    private const string Gremlin =
        """{"latency":{"every":5,"delayMs":3000},"error":{"every":10},"drop":{"every":7},"crash":{"every":60}}""";

    private static readonly TimeSpan _bound = TimeSpan.FromMinutes(2);

    /// <summary>The exit code says whether everything that must hold held.</summary>
    [Fact]
    public async Task It_waits_to_be_started_and_sells_on_the_running_system_while_Inventory_is_slow_and_lossy_and_dies()
    {
        shared.LoadReport.GetFiles().ShouldBeEmpty();

        (await shared.App.Processes.RunAsync(ValerixApp.LoadTest, _bound)).ShouldBe(0);

        shared.LoadReport.GetFiles("report.html").ShouldHaveSingleItem();
    }

    /// <summary>A short sale in place of a long one, from what the build of the tests has left.</summary>
    internal static void Shorten(IResourceBuilder<ExecutableResource> loadTest, DirectoryInfo report) => loadTest.WithArgs(context =>
    {
        context.Args.Clear();
        foreach (var arg in (string[])["run", "--no-build", "--", "--orders", "150", "--rate", "30", "--skus", "5", "--ship", "--gremlin", Gremlin, "--report", report.FullName]) context.Args.Add(arg);
    });
}
