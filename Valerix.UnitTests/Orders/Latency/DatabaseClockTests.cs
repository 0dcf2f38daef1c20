using Microsoft.Extensions.Time.Testing;
using Valerix.OrderApi.Processing;

namespace Valerix.UnitTests.Orders.Latency;

public sealed class DatabaseClockTests
{
    private static readonly TimeSpan _roundTrip = TimeSpan.FromMilliseconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly DatabaseClock _clock;

    public DatabaseClockTests() => _clock = new(_time);

    [Theory]
    [InlineData(3_600)]
    [InlineData(-3_600)]
    public void It_tells_the_databases_time_however_wrong_its_own_is(int seconds)
    {
        var ahead = TimeSpan.FromSeconds(seconds);

        Sync(read: _time.GetUtcNow() + ahead);
        _time.Advance(TimeSpan.FromMinutes(1));

        _clock.Now.ShouldBe(_time.GetUtcNow() + ahead, tolerance: 2 * _roundTrip);
    }

    [Fact]
    public void It_does_not_jump_for_what_the_way_there_and_back_explains()
    {
        Sync(read: _time.GetUtcNow());
        var before = _clock.Now - _time.GetUtcNow();

        Sync(read: _time.GetUtcNow() + (_roundTrip / 2));

        (_clock.Now - _time.GetUtcNow()).ShouldBe(before);
    }

    private void Sync(DateTimeOffset read)
    {
        var askedAt = _time.GetUtcNow();
        _time.Advance(_roundTrip);
        _clock.Sync(read, askedAt);
    }
}
