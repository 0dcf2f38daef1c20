using Valerix.OrderApi.Processing;

namespace Valerix.UnitTests.Orders.Steps;

public sealed class StepWakeupTests
{
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Told_before_it_waits_it_does_not_wait()
    {
        using var wakeup = new StepWakeup();

        wakeup.Set();

        (await wakeup.WaitAsync(_long, CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Told_twice_it_looks_once()
    {
        using var wakeup = new StepWakeup();

        wakeup.Set();
        wakeup.Set();

        (await wakeup.WaitAsync(_long, CancellationToken.None)).ShouldBeTrue();
        (await wakeup.WaitAsync(TimeSpan.Zero, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Told_while_it_waits_it_wakes_up()
    {
        using var wakeup = new StepWakeup();

        var wait = wakeup.WaitAsync(_long, CancellationToken.None);
        wakeup.Set();

        (await wait).ShouldBeTrue();
    }
}
