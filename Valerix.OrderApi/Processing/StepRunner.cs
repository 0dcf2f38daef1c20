using System.Data.Common;
using Npgsql;
using Valerix.OrderApi.Domain;
using Valerix.ServiceDefaults.Batching;

namespace Valerix.OrderApi.Processing;

/// <summary>Does the I/O around <see cref="SagaEngine"/>: asks for a step, writes down what came of it, and goes on with the next one.</summary>
/// <remarks>No transaction and no connection is held while another service is asked.</remarks>
internal sealed partial class StepRunner(
    Batcher<OrderWrite, Order?> writing,
    SagaEngine engine,
    IEnumerable<ISagaParticipant> participants,
    StepMetrics metrics,
    TimeProvider time,
    ILogger<StepRunner> logger)
{
    private readonly Dictionary<SagaStep, ISagaParticipant> _participants = participants
        .SelectMany(participant => participant.Steps.Select(step => (step, participant)))
        .ToDictionary(pair => pair.step, pair => pair.participant);

    /// <summary>Runs the steps of an order for as long as they go through and belong to the caller.</summary>
    /// <param name="order">Which order.</param>
    /// <param name="token">The caller's lease of its step.</param>
    /// <param name="budget">Bounds all of it.</param>
    /// <returns>The order as it is then.</returns>
    public async Task<Order> RunAsync(Order order, Guid token, RequestBudget budget)
    {
        if (order.Defect is { } defect && order.IsHeldUnder(token))
        {
            LogSetAside(order.Id, defect);
            return await writing.ExecuteAsync(SagaEngine.SetAside(order), budget.Whole) ?? order;
        }

        while (order.IsHeldUnder(token))
        {
            var step = order.Step!.Step;
            using var activity = StepTracing.Start(step, order);
            using var scope = logger.BeginScope(new Dictionary<string, object> { ["OrderId"] = order.Id });
            var start = time.GetTimestamp();
            var result = await PerformAsync(step, order, budget.ForInventory);
            metrics.Attempted(step, result);

            // An outcome that can't be written changes nothing: when the lease has run out, another worker takes the step and asks again.
            if (await WriteAsync(order, result, time.GetElapsedTime(start), budget.Whole) is not { } next) return order;
            if (next.Status != order.Status) metrics.Reached(next.Status);
            order = next;
        }

        return order;
    }

    /// <summary>A participant's defect is an attempt without an answer: it is counted, comes back later, and in the end a person sees it.</summary>
    private async Task<StepResult> PerformAsync(SagaStep step, Order order, CancellationToken cancellationToken)
    {
        try
        {
            return await _participants[step].PerformAsync(step, order, cancellationToken);
        }
        catch (Exception exception)
        {
            LogFailed(exception, order.Id, step);
            return new StepResult.Unknown($"The attempt failed within this service ({exception.GetType().Name}).");
        }
    }

    /// <returns>The order after the attempt; null when the database did not answer in time.</returns>
    private async Task<Order?> WriteAsync(Order order, StepResult result, TimeSpan took, CancellationToken cancellationToken)
    {
        try
        {
            var write = engine.After(order, result, took, Random.Shared.NextDouble()).WithCause();
            return await writing.ExecuteAsync(write, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState[..2] is "22" or "23" && result is not StepResult.Unknown)
        {
            // The schema refuses what the answer says, and always will: it counts like no answer, so that a person comes to see it.
            LogRefused(exception, order.Id, result.Said);
            return await WriteAsync(order, new StepResult.Unknown($"{result.Said} It could not be written down."), took, cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or OperationCanceledException or OverloadedException)
        {
            LogLost(order.Id, result.Said, exception.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Order {OrderId} is set aside for a person: {Defect}")]
    private partial void LogSetAside(Guid orderId, string defect);

    [LoggerMessage(LogLevel.Error, "Order {OrderId}: {Step} failed within this service")]
    private partial void LogFailed(Exception exception, Guid orderId, SagaStep step);

    [LoggerMessage(LogLevel.Error, "Order {OrderId}: the database refuses an answer: {Answer}")]
    private partial void LogRefused(Exception exception, Guid orderId, string answer);

    [LoggerMessage(LogLevel.Warning, "Order {OrderId}: an answer could not be written down and will be asked for again: {Answer} ({Reason})")]
    private partial void LogLost(Guid orderId, string answer, string reason);
}
