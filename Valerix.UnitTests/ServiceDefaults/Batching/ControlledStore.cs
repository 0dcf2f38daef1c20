using System.Threading.Channels;

namespace Valerix.UnitTests.ServiceDefaults.Batching;

/// <summary>Carries out a batch when the test says so, and remembers all of them. Without a word from the test it waits.</summary>
internal sealed class ControlledStore
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(10);

    private readonly Channel<Batch> _begun = Channel.CreateUnbounded<Batch>();

    public Task<IReadOnlyList<string>> ExecuteAsync(IReadOnlyList<int> requests, CancellationToken cancellationToken)
    {
        var batch = new Batch(requests, cancellationToken);
        _begun.Writer.TryWrite(batch).ShouldBeTrue();
        return batch.Outcome.Task;
    }

    /// <summary>The next batch that begins.</summary>
    public async Task<Batch> NextAsync()
    {
        using var bounded = new CancellationTokenSource(_bound);
        return await _begun.Reader.ReadAsync(bounded.Token);
    }

    /// <summary>True when another batch has begun that nobody has looked at.</summary>
    public bool HasBegunAnother => _begun.Reader.TryPeek(out _);

    /// <param name="Requests">What goes together.</param>
    /// <param name="Stopping">What the batcher gave along.</param>
    public sealed record Batch(IReadOnlyList<int> Requests, CancellationToken Stopping)
    {
        // What follows from an outcome has happened when the test goes on: no wait is needed to see that nothing more begins.
        public TaskCompletionSource<IReadOnlyList<string>> Outcome { get; } = new();

        /// <summary>Every request has the result that belongs to it.</summary>
        public void Succeed() => Outcome.SetResult([.. Requests.Select(Result)]);

        public void Fail(Exception exception) => Outcome.SetException(exception);

        /// <summary>Fails if one of <paramref name="poisoned"/> is in it, and succeeds otherwise.</summary>
        public void FailFor(params int[] poisoned)
        {
            if (Requests.Any(poisoned.Contains)) Fail(new InvalidDataException($"{string.Join(", ", Requests)}"));
            else Succeed();
        }

        public static string Result(int request) => $"{request} is done";
    }
}
