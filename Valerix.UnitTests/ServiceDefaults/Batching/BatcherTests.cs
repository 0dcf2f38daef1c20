using Valerix.ServiceDefaults.Batching;
using static Valerix.UnitTests.ServiceDefaults.Batching.BatcherExamples;

namespace Valerix.UnitTests.ServiceDefaults.Batching;

/// <summary>Who goes together with whom.</summary>
public sealed class BatcherTests
{
    [Fact]
    public async Task A_request_that_finds_nothing_under_way_goes_alone_and_at_once()
    {
        await using var example = new BatcherExamples();
        var sent = example.Send(1);

        var batch = await example.Store.NextAsync();

        batch.Requests.ShouldBe([1]);
        batch.Succeed();
        await ShouldBeDone(sent, [1]);
    }

    [Fact]
    public async Task What_arrives_while_a_batch_is_under_way_becomes_the_next_one_in_the_order_of_arrival()
    {
        await using var example = new BatcherExamples();
        var (first, one) = await example.OccupyAsync();
        var others = example.Send(3, 1, 2);

        example.Store.HasBegunAnother.ShouldBeFalse();
        first.Succeed();
        var second = await example.Store.NextAsync();

        second.Requests.ShouldBe([3, 1, 2]);
        second.Succeed();
        await ShouldBeDone(one, 0);
        await ShouldBeDone(others, [3, 1, 2]);
    }

    [Fact]
    public async Task A_batch_has_a_largest_size()
    {
        await using var example = new BatcherExamples(Options(maxBatch: 2));
        var (first, _) = await example.OccupyAsync();
        var sent = example.Send(1, 2, 3);
        first.Succeed();

        (await Answered(example)).Requests.ShouldBe([1, 2]);
        (await Answered(example)).Requests.ShouldBe([3]);
        await ShouldBeDone(sent, [1, 2, 3]);
    }

    [Fact]
    public async Task What_finds_the_queue_full_is_turned_away_at_once_and_the_others_are_served()
    {
        await using var example = new BatcherExamples(Options(capacity: 2));
        var (first, _) = await example.OccupyAsync();
        var sent = example.Send(1, 2, 3);

        sent[2].IsCompleted.ShouldBeTrue();
        (await ShouldFail<OverloadedException>(sent[2])).Message.ShouldContain("numbers");

        first.Succeed();
        (await Answered(example)).Requests.ShouldBe([1, 2]);
        await ShouldBeDone(sent[..2], [1, 2]);
        var later = example.Send(4);
        (await Answered(example)).Requests.ShouldBe([4]);
        await ShouldBeDone(later, [4]);
    }

    [Fact]
    public async Task Two_with_the_same_key_go_one_after_the_other_and_nobody_overtakes()
    {
        await using var example = new BatcherExamples(Options() with { KeyOf = number => number % 10 });
        var (first, _) = await example.OccupyAsync();
        var sent = example.Send(1, 2, 11, 3, 21);
        first.Succeed();

        (await Answered(example)).Requests.ShouldBe([1, 2]);
        (await Answered(example)).Requests.ShouldBe([11, 3]);
        (await Answered(example)).Requests.ShouldBe([21]);
        await ShouldBeDone(sent, [1, 2, 11, 3, 21]);
    }

    [Fact]
    public async Task A_key_that_cannot_be_told_is_its_own_requests_trouble()
    {
        await using var example = new BatcherExamples(Options() with { KeyOf = number => number > 0 ? number : throw new InvalidDataException() });

        await ShouldFail<InvalidDataException>(example.Batcher.ExecuteAsync(-1, CancellationToken.None));

        var sent = example.Send(1);
        (await Answered(example)).Requests.ShouldBe([1]);
        await ShouldBeDone(sent, [1]);
    }

    [Fact]
    public async Task The_end_of_the_process_carries_out_what_is_waiting_and_takes_nothing_more()
    {
        var example = new BatcherExamples();
        var (first, one) = await example.OccupyAsync();
        var waiting = example.Send(1, 2);

        var end = example.DisposeAsync().AsTask();
        await ShouldFail<OverloadedException>(example.Batcher.ExecuteAsync(3, CancellationToken.None));
        end.IsCompleted.ShouldBeFalse();
        first.Succeed();
        (await Answered(example)).Requests.ShouldBe([1, 2]);

        await ShouldBeDone(one, 0);
        await ShouldBeDone(waiting, [1, 2]);
        await end;
    }

    [Fact]
    public async Task At_the_end_of_the_process_a_batch_that_takes_too_long_is_told_to_stop()
    {
        var example = new BatcherExamples(Options() with { DrainTimeout = TimeSpan.Zero });
        var (first, one) = await example.OccupyAsync();
        first.Stopping.Register(() => first.Outcome.TrySetCanceled(first.Stopping));
        first.Stopping.IsCancellationRequested.ShouldBeFalse();

        await example.DisposeAsync();

        await ShouldFail<OperationCanceledException>(one);
    }

    private static async Task<ControlledStore.Batch> Answered(BatcherExamples example)
    {
        var batch = await example.Store.NextAsync();
        batch.Succeed();
        return batch;
    }
}
