using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.InventoryApi.Gremlin;

namespace Valerix.UnitTests.Inventory.Gremlin;

/// <summary>What a strike does to an answer. A crash is tried on a real process, in the contract's tests.</summary>
public sealed class GremlinStrikesTests
{
    private readonly Waits _waits = new();
    private readonly object _answer = new();

    [Fact]
    public async Task Without_a_fault_the_answer_stays_as_it_is()
    {
        (await StrikeAsync(default)).ShouldBeSameAs(_answer);
        _waits.Lengths.ShouldBeEmpty();
    }

    [Fact]
    public async Task Latency_waits_as_long_as_it_should_and_answers()
    {
        (await StrikeAsync(new(TimeSpan.FromSeconds(5), Ending.Answer))).ShouldBeSameAs(_answer);
        _waits.Lengths.ShouldBe([TimeSpan.FromSeconds(5)]);
    }

    [Fact]
    public async Task A_caller_who_leaves_ends_the_wait()
    {
        _waits.Forever = true;
        using var caller = new CancellationTokenSource();
        var struck = StrikeAsync(new(TimeSpan.FromSeconds(5), Ending.Answer), caller.Token);
        struck.IsCompleted.ShouldBeFalse();

        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(struck);
    }

    [Fact]
    public async Task An_error_takes_the_answer_s_place()
    {
        var problem = (await StrikeAsync(new(TimeSpan.Zero, Ending.Error))).ShouldBeOfType<ProblemHttpResult>();

        problem.StatusCode.ShouldBe(StatusCodes.Status500InternalServerError);
        problem.ProblemDetails.Type.ShouldNotBeNull().ShouldEndWith("/internal");
        _waits.Lengths.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_drop_cuts_the_connection()
    {
        var connection = new Connection();
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpRequestLifetimeFeature>(connection);

        await (await StrikeAsync(new(TimeSpan.Zero, Ending.Drop))).ShouldBeAssignableTo<IResult>()!.ExecuteAsync(http);

        connection.IsCut.ShouldBeTrue();
        _waits.Lengths.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Ending.Error)]
    [InlineData(Ending.Drop)]
    internal async Task The_wait_comes_before_the_end(Ending ending)
    {
        (await StrikeAsync(new(TimeSpan.FromSeconds(5), ending))).ShouldNotBeSameAs(_answer);
        _waits.Lengths.ShouldBe([TimeSpan.FromSeconds(5)]);
    }

    private Task<object?> StrikeAsync(Strike strike, CancellationToken cancellationToken = default) =>
        new GremlinStrikes(_waits).ExecuteAsync(strike, _answer, cancellationToken).AsTask();

    private sealed class Connection : IHttpRequestLifetimeFeature
    {
        public bool IsCut { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsCut = true;
    }

    /// <summary>Time in which every wait is over at once, or never.</summary>
    private sealed class Waits : TimeProvider
    {
        public List<TimeSpan> Lengths { get; } = [];

        public bool Forever { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Lengths.Add(dueTime);
            if (!Forever) callback(state);
            return new NoTimer();
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
