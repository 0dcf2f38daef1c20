using static Valerix.UnitTests.ServiceDefaults.Batching.BatcherExamples;

namespace Valerix.UnitTests.ServiceDefaults.Batching;

/// <summary>One request's bad luck is never another's.</summary>
public sealed class BatcherFailureTests
{
    [Fact]
    public async Task A_batch_that_fails_falls_apart_until_only_the_one_at_fault_fails()
    {
        await using var example = new BatcherExamples();
        var sent = await SendTogether(example, 1, 2, 3, 4, 5);

        // All, the half without it, the half with it, and the parts of that.
        await AnswerAsync(example, poisoned: 4, [1, 2, 3, 4, 5], [1, 2], [3, 4, 5], [3], [4, 5], [4], [5]);

        (await ShouldFail<InvalidDataException>(sent[3])).Message.ShouldBe("4");
        await ShouldBeDone([sent[0], sent[1], sent[2], sent[4]], [1, 2, 3, 5]);
    }

    [Fact]
    public async Task Others_go_on_while_a_batch_falls_apart()
    {
        await using var example = new BatcherExamples();
        var sent = await SendTogether(example, 1, 2);
        (await example.Store.NextAsync()).FailFor(1);
        var stuck = await example.Store.NextAsync();
        stuck.Requests.ShouldBe([1]);

        var later = example.Send(3);
        var next = await example.Store.NextAsync();
        next.Requests.ShouldBe([3]);
        next.Succeed();
        await ShouldBeDone(later, [3]);

        stuck.FailFor(1);
        (await example.Store.NextAsync()).Succeed();
        await ShouldBeDone(sent[1], 2);
        await ShouldFail<InvalidDataException>(sent[0]);
    }

    [Fact]
    public async Task Four_may_fall_apart_at_once_and_the_next_waits_for_one_of_them()
    {
        await using var example = new BatcherExamples(Options(maxBatch: 2));
        var sent = await SendTogether(example, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        var halves = new List<ControlledStore.Batch>();
        for (var number = 1; number < 9; number += 2)
        {
            await FailAsync(example, number, number + 1);
            halves.Add(await example.Store.NextAsync());
            halves[^1].Requests.ShouldBe([number]);
        }

        await FailAsync(example, 9, 10);
        example.Store.HasBegunAnother.ShouldBeFalse();
        halves[0].Succeed();
        await SucceedAsync(example, 2);
        await SucceedAsync(example, 9);

        await SucceedAsync(example, 10);
        for (var number = 4; number < 9; number += 2)
        {
            halves[(number / 2) - 1].Succeed();
            await SucceedAsync(example, number);
        }

        await ShouldBeDone(sent, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }

    [Fact]
    public async Task When_it_is_nobodys_fault_all_fail_at_once()
    {
        await using var example = new BatcherExamples(Options() with { IsItemFault = exception => exception is not TimeoutException });
        var sent = await SendTogether(example, 1, 2, 3);

        (await example.Store.NextAsync()).Fail(new TimeoutException());

        foreach (var request in sent)
        {
            await ShouldFail<TimeoutException>(request);
        }

        example.Store.HasBegunAnother.ShouldBeFalse();
        var later = example.Send(4);
        (await example.Store.NextAsync()).Succeed();
        await ShouldBeDone(later, [4]);
    }

    [Fact]
    public async Task A_request_that_was_alone_is_not_tried_again()
    {
        await using var example = new BatcherExamples();
        var (first, one) = await example.OccupyAsync();

        first.Fail(new InvalidDataException());

        await ShouldFail<InvalidDataException>(one);
        example.Store.HasBegunAnother.ShouldBeFalse();
    }

    [Fact]
    public async Task Too_few_results_are_a_failure_like_any_other()
    {
        await using var example = new BatcherExamples();
        var (first, one) = await example.OccupyAsync();

        first.Outcome.SetResult([]);

        await ShouldFail<ArgumentOutOfRangeException>(one);
    }

    [Fact]
    public async Task Whoever_gives_up_before_his_turn_is_not_carried_out()
    {
        await using var example = new BatcherExamples();
        var (first, _) = await example.OccupyAsync();
        using var patience = new CancellationTokenSource();
        var givenUp = example.Batcher.ExecuteAsync(1, patience.Token);
        var others = example.Send(2, 3);

        await patience.CancelAsync();
        await ShouldFail<OperationCanceledException>(givenUp);
        first.Succeed();

        var batch = await example.Store.NextAsync();
        batch.Requests.ShouldBe([2, 3]);
        batch.Succeed();
        await ShouldBeDone(others, [2, 3]);
    }

    [Fact]
    public async Task When_all_have_given_up_there_is_no_batch()
    {
        await using var example = new BatcherExamples();
        var (first, _) = await example.OccupyAsync();
        using var patience = new CancellationTokenSource();
        var givenUp = example.Batcher.ExecuteAsync(1, patience.Token);
        await patience.CancelAsync();
        first.Succeed();
        await ShouldFail<OperationCanceledException>(givenUp);

        var later = example.Send(2);
        var batch = await example.Store.NextAsync();
        batch.Requests.ShouldBe([2]);
        batch.Succeed();
        await ShouldBeDone(later, [2]);
    }

    [Fact]
    public async Task Whoever_gives_up_while_his_batch_is_under_way_leaves_the_others_alone()
    {
        await using var example = new BatcherExamples();
        var (first, _) = await example.OccupyAsync();
        using var patience = new CancellationTokenSource();
        var givenUp = example.Batcher.ExecuteAsync(1, patience.Token);
        var others = example.Send(2);
        first.Succeed();
        var batch = await example.Store.NextAsync();
        batch.Requests.ShouldBe([1, 2]);

        await patience.CancelAsync();

        await ShouldFail<OperationCanceledException>(givenUp);
        batch.Stopping.IsCancellationRequested.ShouldBeFalse();
        batch.Succeed();
        await ShouldBeDone(others, [2]);
    }

    private static async Task<Task<string>[]> SendTogether(BatcherExamples example, params int[] requests)
    {
        var (first, _) = await example.OccupyAsync();
        var sent = example.Send(requests);
        first.Succeed();
        return sent;
    }

    private static async Task AnswerAsync(BatcherExamples example, int poisoned, params int[][] expected)
    {
        foreach (var requests in expected)
        {
            var batch = await example.Store.NextAsync();
            batch.Requests.ShouldBe(requests);
            batch.FailFor(poisoned);
        }
    }

    private static async Task FailAsync(BatcherExamples example, params int[] requests)
    {
        var batch = await example.Store.NextAsync();
        batch.Requests.ShouldBe(requests);
        batch.Fail(new InvalidDataException());
    }

    private static async Task SucceedAsync(BatcherExamples example, params int[] requests)
    {
        var batch = await example.Store.NextAsync();
        batch.Requests.ShouldBe(requests);
        batch.Succeed();
    }
}
