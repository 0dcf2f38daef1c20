using Microsoft.Extensions.Time.Testing;
using Valerix.ServiceDefaults.Batching;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.ServiceDefaults.Batching;

/// <summary>A batcher in front of a store that a test controls.</summary>
internal sealed class BatcherExamples : IAsyncDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(10);

    public BatcherExamples(BatcherOptions<int>? options = null) =>
        Batcher = new(options ?? Options(), Store.ExecuteAsync, new BatchMetrics(Meters), Time);

    public ControlledStore Store { get; } = new();

    public PrivateMeters Meters { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public Batcher<int, string> Batcher { get; }

    public static BatcherOptions<int> Options(int maxBatch = 100, int capacity = 1_000) => new("numbers", maxBatch, capacity);

    /// <summary>Sends requests one after the other, without waiting for their results.</summary>
    public Task<string>[] Send(params int[] requests) => [.. requests.Select(request => Batcher.ExecuteAsync(request, CancellationToken.None))];

    /// <summary>Has a batch under way, so that what is sent now has to wait; returns that batch and its only request.</summary>
    public async Task<(ControlledStore.Batch Batch, Task<string> Request)> OccupyAsync()
    {
        var request = Batcher.ExecuteAsync(0, CancellationToken.None);
        return (await Store.NextAsync(), request);
    }

    public static Task ShouldBeDone(Task<string> request, int number) => ShouldBeDone([request], [number]);

    public static async Task ShouldBeDone(Task<string>[] requests, int[] numbers) =>
        (await Task.WhenAll(requests).WaitAsync(_bound)).ShouldBe(numbers.Select(ControlledStore.Batch.Result));

    public static async Task<T> ShouldFail<T>(Task<string> request) where T : Exception => await Should.ThrowAsync<T>(request.WaitAsync(_bound));

    public async ValueTask DisposeAsync()
    {
        await Batcher.DisposeAsync().AsTask().WaitAsync(_bound);
        Meters.Dispose();
    }
}
