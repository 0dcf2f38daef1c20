using System.CommandLine;
using Aspire.Hosting;
using Spectre.Console;
using Valerix.LoadTest.Api;
using Valerix.LoadTest.Load;
using Valerix.LoadTest.Reports;
using Valerix.LoadTest.Running;

namespace Valerix.LoadTest.Commands;

/// <summary>The load run, which is what the program does when no other command is named.</summary>
internal static class LoadCommand
{
    /// <summary>For a shopper, what takes longer than this is no answer; the Order API promises one in 3.25 s.</summary>
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(10);

    /// <summary>Makes <paramref name="command"/> the load run.</summary>
    public static void AddTo(Command command, IAnsiConsole console)
    {
        var options = new LoadOptions();
        var target = new TargetOptions();
        options.AddTo(command);
        target.AddTo(command);
        command.SetAction((arguments, cancellationToken) =>
            RunAsync(console, options.Read(arguments), options.ReadReportFolder(arguments), target.Read(arguments), cancellationToken));
    }

    private static async Task<int> RunAsync(IAnsiConsole console, LoadPlan plan, DirectoryInfo folder, SystemAddress? target, CancellationToken stop)
    {
        try
        {
            if (target is not null) return await LoadAsync(console, plan, folder, target, stop);

            console.MarkupLine("Starting Valerix, with data of its own …");
            await using var started = await StartedSystem.StartAsync([], stop);
            return await LoadAsync(console, plan, folder, started.Address, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            console.MarkupLine("[yellow]Ended before anything was ordered.[/]");
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is DistributedApplicationException or HttpRequestException or TimeoutException or OperationCanceledException)
        {
            console.MarkupLineInterpolated($"[red]It could not be run.[/] {exception.Message}");
            return ExitCodes.CouldNotRun;
        }
    }

    private static async Task<int> LoadAsync(IAnsiConsole console, LoadPlan plan, DirectoryInfo folder, SystemAddress address, CancellationToken stop)
    {
        using var orders = new OrdersClient(address.CreateOrdersClient(_timeout));
        using var inventory = new InventoryClient(address.CreateInventoryClient(_timeout));
        using var gremlin = new GremlinClient(address.CreateInventoryClient(_timeout));
        if (!plan.Gremlin.IsOff && !await gremlin.IsAllowedAsync(stop))
        {
            console.MarkupLine("[red]There is no gremlin here:[/] start the Inventory API with Gremlin:Allowed=true.");
            return ExitCodes.CouldNotRun;
        }

        console.WriteLine(plan.ToString());
        var progress = new LoadProgress();
        var run = new LoadRun(orders, inventory, gremlin, plan).RunAsync(progress, stop);
        var result = await new LoadDisplay(console, plan, progress).FollowAsync(run);
        LoadSummary.Print(console, result);
        console.WriteLine($"Report: {await ReportFolder.WriteAsync(folder, result)}");
        return ExitCodes.Of(result.IsBroken, result.IsCutShort);
    }
}
