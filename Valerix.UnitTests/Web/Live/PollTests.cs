using Microsoft.Extensions.Time.Testing;
using Valerix.Web.Clients;
using Valerix.Web.Live;

namespace Valerix.UnitTests.Web.Live;

public sealed class PollTests
{
    private static readonly TimeSpan _pace = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<Outcome<string>>> _reads = [];
    private readonly Poll<string> _poll;

    public PollTests() =>
        _poll = new(
            _ =>
            {
                _reads.Add(new());
                return _reads[^1].Task;
            },
            _pace,
            _time);

    [Fact]
    public void A_read_that_is_under_way_is_not_started_again()
    {
        _poll.Refresh(default);
        _time.Advance(_pace);
        _poll.Refresh(default);

        _reads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_next_read_starts_when_it_is_due_and_not_before()
    {
        await RefreshAsync(new Outcome<string>.Answered("one"));
        _time.Advance(_pace - TimeSpan.FromTicks(1));
        await _poll.Refresh(default);
        _reads.Count.ShouldBe(1);

        _time.Advance(TimeSpan.FromTicks(1));
        await RefreshAsync(new Outcome<string>.Answered("two"));

        _poll.Latest.ShouldBe(new PolledValue<string>("two", _time.GetUtcNow()));
    }

    [Fact]
    public async Task A_failure_keeps_what_was_known_and_says_why_it_is_old()
    {
        await RefreshAsync(new Outcome<string>.Answered("one"));
        var readAt = _time.GetUtcNow();
        _time.Advance(_pace);
        await RefreshAsync(new Outcome<string>.Unknown("takes too long to answer"));

        _poll.Latest.ShouldBe(new PolledValue<string>("one", readAt, "takes too long to answer"));
        _poll.Latest.IsStale.ShouldBeTrue();

        _time.Advance(_pace);
        await RefreshAsync(new Outcome<string>.Answered("two"));
        _poll.Latest.IsStale.ShouldBeFalse();
    }

    [Fact]
    public async Task Without_any_success_there_is_no_value_but_a_reason()
    {
        _poll.Latest.IsLoading.ShouldBeTrue();
        await RefreshAsync(new Outcome<string>.Refused(new ApiProblem(401, "Unauthorized", null)));

        _poll.Latest.ShouldBe(new PolledValue<string>(Trouble: "answers 401 (Unauthorized)"));
        _poll.Latest.IsLoading.ShouldBeFalse();
        _poll.Latest.IsStale.ShouldBeFalse();
    }

    private Task RefreshAsync(Outcome<string> outcome)
    {
        var read = _poll.Refresh(default);
        _reads[^1].SetResult(outcome);
        return read;
    }
}
