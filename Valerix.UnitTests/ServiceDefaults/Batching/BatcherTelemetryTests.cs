using System.Diagnostics;
using System.Diagnostics.Metrics;
using Valerix.ServiceDefaults.Batching;
using Valerix.UnitTests.Shared;
using static Valerix.UnitTests.ServiceDefaults.Batching.BatcherExamples;

namespace Valerix.UnitTests.ServiceDefaults.Batching;

/// <summary>What can be seen of batches from outside.</summary>
public sealed class BatcherTelemetryTests
{
    [Fact]
    public async Task Size_wait_and_splits_are_measured()
    {
        await using var example = new BatcherExamples();
        var measured = new List<string>();
        using var listener = Listen(example, measured);
        var (first, _) = await example.OccupyAsync();
        var sent = example.Send(1, 2);
        example.Time.Advance(TimeSpan.FromMilliseconds(30));
        first.Succeed();
        for (var i = 0; i < 3; i++)
        {
            (await example.Store.NextAsync()).FailFor(1);
        }

        await ShouldBeDone(sent[1], 2);
        measured.ShouldBe(
        [
            "valerix.batch.size 1 {request}",
            "valerix.batch.wait 0 s",
            "valerix.batch.size 2 {request}",
            "valerix.batch.wait 0.03 s",
            "valerix.batch.splits 1 {split}",
        ]);
    }

    [Fact]
    public async Task A_batch_is_a_span_in_the_first_ones_trace_and_linked_to_the_others()
    {
        var spans = new List<Activity>();
        await using var example = new BatcherExamples();
        using var one = new Activity("one").Start();
        using var listener = Listen(spans, one.TraceId);
        var first = example.Batcher.ExecuteAsync(1, CancellationToken.None);
        var batch = await example.Store.NextAsync();

        // From here on, they wait for the first.
        var sent = new List<Task<string>>();
        Activity[] callers = [new("two"), new("three")];
        foreach (var caller in callers)
        {
            caller.SetParentId(one.TraceId, one.SpanId, ActivityTraceFlags.Recorded).Start();
            sent.Add(example.Batcher.ExecuteAsync(sent.Count + 2, CancellationToken.None));
        }

        Activity.Current = null;
        sent.AddRange(example.Send(4));
        batch.Succeed();
        (await example.Store.NextAsync()).Succeed();
        await ShouldBeDone([first, .. sent], [1, 2, 3, 4]);
        await example.DisposeAsync();

        spans.Select(span => (span.OperationName, span.ParentSpanId, Size: span.GetTagItem("valerix.batch.size"))).ShouldBe(
        [
            ("batch numbers", one.SpanId, 1),
            ("batch numbers", callers[0].SpanId, 3),
        ]);
        spans[1].Links.Select(link => link.Context.SpanId).ShouldBe([callers[1].SpanId]);
        Array.ForEach(callers, caller => caller.Dispose());
    }

    [Fact]
    public async Task The_loop_does_not_run_in_the_context_of_whoever_asked_first()
    {
        using var caller = new Activity("caller").Start();
        Activity? seen = null;
        await using var batcher = new Batcher<int, string>(
            Options(),
            (requests, _) =>
            {
                seen = Activity.Current;
                return Task.FromResult<IReadOnlyList<string>>([.. requests.Select(ControlledStore.Batch.Result)]);
            },
            new(new PrivateMeters()),
            TimeProvider.System);

        await ShouldBeDone(batcher.ExecuteAsync(1, CancellationToken.None), 1);

        seen?.OperationName.ShouldNotBe("caller");
    }

    private static MeterListener Listen(BatcherExamples example, List<string> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, example.Meters)) listener.EnableMeasurementEvents(instrument);
            },
        };
        void Add<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            tags.ToArray().ShouldBe([new("valerix.batch.name", "numbers")]);
            measured.Add(FormattableString.Invariant($"{instrument.Name} {value} {instrument.Unit}"));
        }

        listener.SetMeasurementEventCallback<int>(Add);
        listener.SetMeasurementEventCallback<long>(Add);
        listener.SetMeasurementEventCallback<double>(Add);
        listener.Start();
        return listener;
    }

    private static ActivityListener Listen(List<Activity> spans, ActivityTraceId trace)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Valerix.Batching",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                // Other tests have batches of their own at the same time.
                if (span.TraceId == trace) spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
