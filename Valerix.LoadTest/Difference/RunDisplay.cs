using Spectre.Console;
using Valerix.LoadTest.Chaos;
using Valerix.LoadTest.Judging;
using Valerix.LoadTest.Shops;

namespace Valerix.LoadTest.Difference;

/// <summary>Runs one shop after the other, and shows how far it is.</summary>
internal static class RunDisplay
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(200);

    public static Task<IReadOnlyList<Verdict>> ShowAsync(
        IAnsiConsole console, ChaosRun chaos, RunSize size, IReadOnlyList<IShop> shops, CancellationToken cancellationToken) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync<IReadOnlyList<Verdict>>(async context =>
            {
                var tasks = shops.Select(shop => context.AddTask(shop.Name, autoStart: false, maxValue: 2 * size.Orders)).ToArray();
                var verdicts = new List<Verdict>();
                foreach (var (shop, task) in shops.Zip(tasks))
                {
                    var progress = new RunProgress();
                    var run = chaos.RunAsync(shop, progress, cancellationToken);
                    task.StartTask();
                    await FollowAsync(run, shop, progress, task);
                    task.StopTask();
                    verdicts.Add(await run);
                }

                return verdicts;
            });

    private static async Task FollowAsync(Task run, IShop shop, RunProgress progress, ProgressTask task)
    {
        using var timer = new PeriodicTimer(_interval);
        do
        {
            task.Value = progress.Done;
            task.Description = $"{shop.Name}: {progress.Phase}, slowest answer {progress.Slowest.TotalSeconds:0.0} s";
        }
        while (await Task.WhenAny(run, timer.WaitForNextTickAsync().AsTask()) != run);
    }
}
