namespace Valerix.Backup.Daily;

/// <summary>The day's one call to the old service, and finding out what became of it and of those before.</summary>
internal sealed class DailyCall(OldService service, Outbox outbox, CallRecord record, TimeProvider time, Action<string> say)
{
    /// <summary>Makes the call if it is due. It may run as often as one likes: a day's call is made once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // A call that was made by a process that died since is settled first.
        await SettleAsync(cancellationToken);
        var now = time.GetUtcNow();
        var plan = DailyDecision.Decide(now, record.LastCall(), outbox.Waiting());
        if (!plan.IsCall || !record.TryTake(DateOnly.FromDateTime(now.UtcDateTime)))
        {
            say(plan.IsCall ? "Another process makes today's call." : plan.Reason);
            return;
        }

        using var bundle = Bundles.Of(outbox, plan.Content);
        say(await service.HandOverAsync(bundle, cancellationToken));
        await SettleAsync(cancellationToken);
        var waiting = outbox.Waiting();
        say(waiting.Count == 0
            ? "It was read back: the old service holds everything."
            : $"{waiting.Count} base backups are not known to be there; the outbox keeps them, and the next day's call takes them along.");
    }

    /// <summary>Reads back what the old service holds, and gives up the outbox's copy of what is there byte for byte.</summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        var waiting = outbox.Waiting();
        if (waiting.Count == 0) return;

        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(service.Patience);
        try
        {
            // No bundle of an earlier day can hold what has been waiting since; one day more, in case the service's clock is behind.
            var earliest = waiting[0].Day.AddDays(-1);
            foreach (var day in (await service.DaysAsync(bounded.Token)).Where(day => day >= earliest).OrderDescending())
            {
                await using var bundle = await service.OpenAsync(day, bounded.Token);
                var intact = await Bundles.IntactAsync(bundle, bounded.Token);
                foreach (var backup in DailyDecision.Delivered(outbox.Waiting(), intact.ToHashSet())) outbox.Remove(backup);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            say($"The old service can't be read ({exception.Message.TrimEnd('.')}); what it holds is found out the next time.");
        }
    }
}
