using Microsoft.Extensions.Options;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Inventory;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.OrderApi.Processing;

/// <summary>
/// Compares orders with their reservations, page by page: first those that changed since the last run, then, with what is left of
/// the run, the next of all. What does not fit is mended by a step like any other, or made to need attention.
/// </summary>
/// <remarks>An order is read before its reservation, and only written if it is still as it was read: one that moves on meanwhile is left alone.</remarks>
internal sealed partial class Reconciler(
    ReconciliationStore store, Batcher<OrderWrite, Order?> writing, ReservationReader reservations, IOptions<OrdersOptions> options, ILogger<Reconciler> logger)
{
    private const int MaxOrders = 500;
    private const int PageSize = 50;
    private const int MaxLooksAtOnce = 8;

    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(10);

    /// <summary>Makes a run, unless one is under way in any replica.</summary>
    /// <param name="pause">So long ago the last one must have begun.</param>
    /// <param name="budget">Bounds all of it.</param>
    /// <returns>Its report; null when it is not the caller's turn.</returns>
    public async Task<ReconciliationReport?> RunAsync(TimeSpan pause, RequestBudget budget)
    {
        var token = Guid.NewGuid();
        if (await DetachedStatement.RunAsync(none => store.BeginAsync(token, options.Value.Lease, pause, none), budget.Whole) is not var (at, progress)) return null;

        var run = new ReconciliationRun(progress, ReconciliationReport.Begun(at));
        while (!run.IsOver && run.Report.Checked < MaxOrders && !budget.ForInventory.IsCancellationRequested)
        {
            run = await GoOnAsync(run, budget);
        }

        await DetachedStatement.RunAsync(none => store.EndAsync(token, run.Progress, run.Report, none), budget.Whole);
        return run.Report;
    }

    private async Task<ReconciliationRun> GoOnAsync(ReconciliationRun run, RequestBudget budget)
    {
        var changed = await DetachedStatement.RunAsync(none => store.ChangedAsync(run.Progress, _rest, PageSize, none), budget.Whole);
        if (changed.Count > 0) return await CheckAsync(run, changed, run.Progress.Followed(changed[^1]), budget);

        var next = await DetachedStatement.RunAsync(none => store.NextAsync(run.Progress, _rest, PageSize, none), budget.Whole);
        var atEnd = next.Count < PageSize;
        var swept = await CheckAsync(run, next, run.Progress.Swept(atEnd ? null : next[^1]), budget);
        return atEnd ? swept with { IsOver = true } : swept;
    }

    /// <param name="run">The run so far.</param>
    /// <param name="page">What comes next.</param>
    /// <param name="done">How far the run has come when all of the page was compared.</param>
    /// <param name="budget">Bounds the looks and the write.</param>
    private async Task<ReconciliationRun> CheckAsync(
        ReconciliationRun run, IReadOnlyList<SettledOrder> page, ReconciliationProgress done, RequestBudget budget)
    {
        var (found, isComplete) = await LookAsync(page, budget.ForInventory);
        var writes = found.Select(finding => finding.Write?.WithCause()).OfType<OrderWrite>();
        var written = await Task.WhenAll(writes.Select(write => WriteAsync(write, budget.Whole)));
        var after = written.OfType<Order>().ToDictionary(order => order.Id);
        ReconciliationFinding[] settled = [.. found.Where(finding => finding.IsSettled(after.GetValueOrDefault(finding.Order.Id)))];
        foreach (var finding in settled.Where(finding => finding.Write is not null))
        {
            LogDifference(finding.Order.Id, finding.Order.Status, finding.Reservation, finding.Decision);
        }

        var report = run.Report.With(settled);
        return isComplete
            ? new(done, report)
            : run with { Report = report with { Unreachable = true }, IsOver = true };
    }

    /// <summary>Writes what follows for one order. An order that can't be written must not end the run for all that come after it, for ever.</summary>
    private async Task<Order?> WriteAsync(OrderWrite write, CancellationToken cancellationToken)
    {
        try
        {
            return await writing.ExecuteAsync(write, cancellationToken);
        }
        catch (Exception exception) when (exception is not OverloadedException && PostgresFailures.IsItemFault(exception))
        {
            LogNotWritten(exception, write.OrderId);
            return null;
        }
    }

    /// <returns>The findings, and whether Inventory answered for every order; when it did not, nothing more is asked.</returns>
    private async Task<(IReadOnlyList<ReconciliationFinding> Found, bool IsComplete)> LookAsync(
        IReadOnlyList<SettledOrder> page, CancellationToken cancellationToken)
    {
        var looks = new ReservationLook[page.Count];
        using var away = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await Parallel.ForAsync(
                0, page.Count, new ParallelOptions { MaxDegreeOfParallelism = MaxLooksAtOnce, CancellationToken = away.Token }, async (i, token) =>
                {
                    looks[i] = await reservations.FindAsync(page[i].Id, token);
                    if (!looks[i].IsAnswered) await away.CancelAsync();
                });
        }
        catch (OperationCanceledException)
        {
            // The looks that are missing say so themselves.
        }

        foreach (var (order, look) in page.Zip(looks))
        {
            if (look is { State: null, IsAnswered: true }) LogNotReadable(order.Id);
        }

        ReconciliationFinding[] found = [.. page.Zip(looks)
            .Where(pair => pair.Second.State is not null)
            .Select(pair => new ReconciliationFinding(pair.First, pair.Second.State!.Value, Guid.NewGuid()))];
        // One reservation that can't be read is passed over. If none of a page can, the trouble is Inventory's, and the page is compared later.
        return (found, looks.All(look => look.IsAnswered) && (found.Length > 0 || page.Count <= 1));
    }

    [LoggerMessage(LogLevel.Error, "Order {OrderId}: what reconciliation found could not be written down")]
    private partial void LogNotWritten(Exception exception, Guid orderId);

    [LoggerMessage(LogLevel.Warning, "Order {OrderId}: Inventory can't say what it believes about it")]
    private partial void LogNotReadable(Guid orderId);

    [LoggerMessage(LogLevel.Warning, "Order {OrderId} is {Status} and its reservation {Reservation}: {Decision}")]
    private partial void LogDifference(Guid orderId, OrderStatus status, ReservationState reservation, ReconciliationDecision decision);
}
