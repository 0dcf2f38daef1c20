using Valerix.OrderApi.Processing;

namespace Valerix.UnitTests.Orders;

public sealed class RequestBudgetTests
{
    [Fact]
    public void Inventory_gets_three_quarters_and_a_part_is_kept_for_the_answer()
    {
        var time = new RecordedTimers();

        using var budget = new RequestBudget(TimeSpan.FromSeconds(3), time);

        time.Timers.Select(timer => timer.Due).ShouldBe([TimeSpan.FromSeconds(2.55), TimeSpan.FromSeconds(2.25)]);
    }

    [Fact]
    public void Each_wait_ends_at_its_own_time()
    {
        var time = new RecordedTimers();
        using var budget = new RequestBudget(TimeSpan.FromSeconds(3), time);

        time.Timers.MinBy(timer => timer.Due)!.Fire();

        budget.ForInventory.IsCancellationRequested.ShouldBeTrue();
        budget.Whole.IsCancellationRequested.ShouldBeFalse();
    }

    private sealed class RecordedTimers : TimeProvider
    {
        public List<Timer> Timers { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(dueTime, () => callback(state));
            Timers.Add(timer);
            return timer;
        }
    }

    private sealed record Timer(TimeSpan Due, Action Fire) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
