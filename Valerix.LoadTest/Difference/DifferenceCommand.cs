using System.CommandLine;
using Aspire.Hosting;
using Spectre.Console;
using Valerix.LoadTest.Api;
using Valerix.LoadTest.Chaos;
using Valerix.LoadTest.Options;
using Valerix.LoadTest.Running;
using Valerix.LoadTest.Shops;
using Valerix.ServiceDefaults.Gremlin;

namespace Valerix.LoadTest.Difference;

/// <summary>The same chaos for Valerix and for a plain client, and what became of both, side by side.</summary>
internal static class DifferenceCommand
{
    /// <summary>For the shoppers of Valerix: what takes longer than this is as good as no answer.</summary>
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(20);

    /// <summary>For the plain client, which has no idea of time: what an <see cref="HttpClient"/> comes with.</summary>
    private static readonly TimeSpan _plainTimeout = TimeSpan.FromSeconds(100);

    public static Command Create(IAnsiConsole console)
    {
        var orders = new Option<int>("--orders") { Description = "How many orders, each created and then shipped.", DefaultValueFactory = _ => 300 }.From(1, 10_000);
        var concurrency = new Option<int>("--concurrency") { Description = "How many of them at a time.", DefaultValueFactory = _ => 32 }.From(1, 1_000);
        var target = new TargetOptions();

        var command = new Command("difference", "Runs the same chaos against Valerix and against a plain client, and prints both outcomes side by side.")
        {
            orders,
            concurrency,
        };
        target.AddTo(command);
        command.SetAction((arguments, cancellationToken) => RunAsync(
            console,
            new(arguments.GetRequiredValue(orders), arguments.GetRequiredValue(concurrency)),
            target.Read(arguments),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IAnsiConsole console, RunSize size, SystemAddress? target, CancellationToken cancellationToken)
    {
        try
        {
            if (target is not null) return await CompareAsync(console, size, target, cancellationToken);

            console.MarkupLine("Starting Valerix, with data of its own …");
            await using var started = await StartedSystem.StartAsync([], cancellationToken);
            return await CompareAsync(console, size, started.Address, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Whatever was under way then: on Ctrl+C a system that was started here ends by itself, too.
            console.MarkupLine("[yellow]Ended early.[/]");
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is DistributedApplicationException or HttpRequestException or TimeoutException)
        {
            console.MarkupLineInterpolated($"[red]It could not be run.[/] {exception.Message}");
            return ExitCodes.CouldNotRun;
        }
    }

    private static async Task<int> CompareAsync(IAnsiConsole console, RunSize size, SystemAddress address, CancellationToken cancellationToken)
    {
        using var inventory = new InventoryClient(address.CreateInventoryClient(_timeout));
        using var plainInventory = new InventoryClient(address.CreateInventoryClient(_plainTimeout));
        using var orders = new OrdersClient(address.CreateOrdersClient(_timeout));
        using var gremlin = new GremlinClient(address.CreateInventoryClient(_timeout));
        if (!await gremlin.IsAllowedAsync(cancellationToken))
        {
            console.MarkupLine("[red]There is no gremlin here:[/] start the Inventory API with Gremlin:Allowed=true.");
            return ExitCodes.CouldNotRun;
        }

        var chaos = new ChaosRun(inventory, gremlin, GremlinPreset.Everything.Plan, size);
        console.MarkupLineInterpolated($"{size.Orders} orders, {size.Concurrency} at a time, each created and then shipped, while {GremlinPreset.Everything.Plan}.");
        var verdicts = await RunDisplay.ShowAsync(console, chaos, size, [new ValerixShop(orders), new PlainShop(plainInventory)], cancellationToken);
        return DifferenceReport.Print(console, verdicts[0], verdicts[1]) ? ExitCodes.PromisesKept : ExitCodes.PromiseBroken;
    }
}
