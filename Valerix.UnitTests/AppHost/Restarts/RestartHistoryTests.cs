using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Time.Testing;
using Valerix.AppHost.Restarts;

namespace Valerix.UnitTests.AppHost.Restarts;

public sealed class RestartHistoryTests
{
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();
    private readonly RestartHistory _history;
    private DateTime _start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public RestartHistoryTests() => _history = new(_time);

    public static TheoryData<string> EndsUnasked => [KnownResourceStates.Finished, KnownResourceStates.Exited];

    [Theory, MemberData(nameof(EndsUnasked))]
    public void A_process_that_ends_unasked_is_started_again_soon(string state)
    {
        Start();
        Observe(state).ShouldBe(_firstDelay);
    }

    [Fact]
    public void One_end_that_is_reported_twice_is_one_restart()
    {
        Start();
        Observe(KnownResourceStates.Finished).ShouldBe(_firstDelay);
        Observe(KnownResourceStates.Finished).ShouldBeNull();
        Observe(KnownResourceStates.Exited).ShouldBeNull();
    }

    [Fact]
    public void A_late_word_of_an_earlier_life_is_no_new_end()
    {
        Start();
        var earlier = _start;
        Observe(KnownResourceStates.Finished).ShouldBe(_firstDelay);
        _history.Observe(KnownResourceStates.Starting, earlier).ShouldBeNull();
        _history.Observe(KnownResourceStates.Finished, earlier).ShouldBeNull();
    }

    [Fact]
    public void A_stop_that_was_asked_for_stays_a_stop()
    {
        Start();
        Observe(KnownResourceStates.Stopping).ShouldBeNull();
        Observe(KnownResourceStates.Finished).ShouldBeNull();
        Observe(KnownResourceStates.Exited).ShouldBeNull();
    }

    [Fact]
    public void After_a_stop_and_a_start_it_is_looked_after_again()
    {
        Start();
        Observe(KnownResourceStates.Stopping);
        Observe(KnownResourceStates.Finished);
        Start();
        Observe(KnownResourceStates.Finished).ShouldBe(_firstDelay);
    }

    [Fact]
    public void The_delay_doubles_while_it_keeps_dying_and_has_a_limit()
    {
        var delays = Enumerable.Range(0, 10).Select(_ => Die(afterSeconds: 1)).ToArray();

        delays.Take(4).ShouldBe([_firstDelay, _firstDelay * 2, _firstDelay * 4, _firstDelay * 8]);
        delays[^1].ShouldBe(_longestDelay);
        delays.Max().ShouldBe(_longestDelay);
    }

    [Fact]
    public void A_life_of_five_seconds_makes_the_next_death_a_first_one()
    {
        for (var i = 0; i < 5; i++) Die(afterSeconds: 1);

        Die(afterSeconds: 4.9).ShouldNotBe(_firstDelay);
        Die(afterSeconds: 5).ShouldBe(_firstDelay);
    }

    [Fact]
    public void A_life_counts_from_its_start_however_often_it_is_said_to_run()
    {
        Die(afterSeconds: 1);
        Start();
        _time.Advance(TimeSpan.FromSeconds(60));
        Observe(KnownResourceStates.Running).ShouldBeNull();
        Observe(KnownResourceStates.Finished).ShouldBe(_firstDelay);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Waiting")]
    [InlineData("something new")]
    public void Other_states_are_nothing_to_act_on(string? state)
    {
        Start();
        Observe(state).ShouldBeNull();
        Observe(KnownResourceStates.Finished).ShouldBe(_firstDelay);
    }

    private void Start()
    {
        _start += TimeSpan.FromSeconds(1);
        Observe(KnownResourceStates.Starting).ShouldBeNull();
        Observe(KnownResourceStates.Running).ShouldBeNull();
    }

    private TimeSpan Die(double afterSeconds)
    {
        Start();
        _time.Advance(TimeSpan.FromSeconds(afterSeconds));
        return Observe(KnownResourceStates.Finished).ShouldNotBeNull();
    }

    private TimeSpan? Observe(string? state) => _history.Observe(state, _start);
}
