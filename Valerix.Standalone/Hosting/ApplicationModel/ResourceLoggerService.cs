using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line that a resource, or somebody about it, has logged.</summary>
/// <param name="LineNumber">Counts from 1 for each instance.</param>
/// <param name="Content">The text, after an RFC 3339 UTC time.</param>
/// <param name="IsErrorMessage">Came from standard error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);

/// <summary>Keeps the last lines of every resource's output, and hands them on.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _disposing = new();

    /// <summary>Writes to the log of all the resource's instances.</summary>
    public ILogger GetLogger(IResource resource) => new ResourceLogger([.. resource.GetInstanceIds().Select(Log)]);

    /// <summary>Writes to the log of one instance.</summary>
    public ILogger GetLogger(string resourceName) => new ResourceLogger([Log(resourceName)]);

    /// <summary>What the resource's first instance has logged and goes on to log.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(resource.GetInstanceIds()[0]);

    /// <summary>What an instance has logged and goes on to log.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => Log(resourceName).WatchAsync(_disposing.Token);

    /// <summary>What the resource's first instance has logged, as far as it is kept.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource) => GetAllAsync(resource.GetInstanceIds()[0]);

    /// <summary>What an instance has logged, as far as it is kept.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        await Task.CompletedTask;
        yield return Log(resourceName).Kept();
    }

    /// <summary>Ends every watch.</summary>
    public void Dispose()
    {
        _disposing.Cancel();
        GC.SuppressFinalize(this);
    }

    internal ResourceLog Log(string id) => _logs.GetOrAdd(id, _ => new ResourceLog());

    private sealed class ResourceLogger(ResourceLog[] logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception) + (exception is null ? "" : Environment.NewLine + exception);
            foreach (var log in logs)
                log.Add(text, logLevel >= LogLevel.Error);
        }
    }
}

/// <summary>The log of one instance. Old lines, and lines that a watcher is too slow for, are dropped.</summary>
internal sealed class ResourceLog
{
    private const int MaxLines = 10_000;

    private readonly Queue<LogLine> _lines = new();
    private readonly List<Channel<LogLine>> _watchers = [];
    private readonly Lock _lock = new();
    private int _count;

    public void Add(string text, bool isError)
    {
        lock (_lock)
        {
            var line = new LogLine(++_count, $"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffffffZ} {text}", isError);
            if (_lines.Count == MaxLines)
                _lines.Dequeue();
            _lines.Enqueue(line);
            foreach (var watcher in _watchers)
                watcher.Writer.TryWrite(line);
        }
    }

    public LogLine[] Kept()
    {
        lock (_lock)
            return [.. _lines];
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(
        CancellationToken disposed,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(MaxLines) { FullMode = BoundedChannelFullMode.DropOldest });
        LogLine[] kept;
        lock (_lock)
        {
            kept = [.. _lines];
            _watchers.Add(channel);
        }

        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(disposed, cancellationToken);
        try
        {
            if (kept.Length > 0)
                yield return kept;

            await foreach (var line in channel.Reader.ReadAllAsync(cancelled.Token))
                yield return [line];
        }
        finally
        {
            lock (_lock)
                _watchers.Remove(channel);
        }
    }
}
