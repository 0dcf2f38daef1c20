using Microsoft.Extensions.Options;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.OrderApi.Processing;

/// <summary>Finishes what was begun: takes the steps that are due and runs them. Every replica has one.</summary>
/// <remarks>It takes no more than it can run at once, so that no lease is spent on waiting.</remarks>
internal sealed partial class StepWorker(
    StepQueue queue,
    StepRunner runner,
    StepWakeup wakeup,
    IEnumerable<ISagaParticipant> participants,
    IOptions<OrdersOptions> options,
    SchemaReadiness schema,
    TimeProvider time,
    ILogger<StepWorker> logger) : BackgroundService
{
    /// <summary>Below the number of the pool's connections, so that shoppers always find one.</summary>
    private const int MaxAtOnce = 12;

    private static readonly TimeSpan _pollInterval = TimeSpan.FromMilliseconds(500);

    private readonly List<Task> _running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        try
        {
            while (true)
            {
                _running.RemoveAll(run => run.IsCompleted);
                var free = MaxAtOnce - _running.Count;
                var taken = await TakeAsync(free, stoppingToken);
                _running.AddRange(taken.Select(RunAsync));
                if (taken.Count < free) await wakeup.WaitAsync(_pollInterval, stoppingToken);
                else await Task.WhenAny(_running);
            }
        }
        finally
        {
            // Each of them is bounded by its budget.
            await Task.WhenAll(_running);
        }
    }

    private async Task<IReadOnlyList<Order>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        SagaStep[] steps = [.. participants.Where(participant => participant.IsAvailable).SelectMany(participant => participant.Steps)];
        if (steps.Length == 0) return [];

        try
        {
            return await queue.TakeAsync(steps, count, options.Value.Lease, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it was: the steps wait in the database, and the next look may find it well again.
            LogNotTaken(exception.Message);
            return [];
        }
    }

    private async Task RunAsync(Order order)
    {
        try
        {
            using var budget = new RequestBudget(options.Value.TotalTimeout, time);
            await runner.RunAsync(order, order.Step!.LeaseToken, budget);
        }
        catch (Exception exception)
        {
            // A defect must not take the other steps with it; this one comes back when its lease has run out.
            LogFailed(exception, order.Id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "No steps could be taken: {Reason}")]
    private partial void LogNotTaken(string reason);

    [LoggerMessage(LogLevel.Error, "Order {OrderId}: its step failed")]
    private partial void LogFailed(Exception exception, Guid orderId);
}
