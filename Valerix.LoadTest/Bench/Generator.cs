using System.Diagnostics;
using System.Net;
using Valerix.LoadTest.Bench.Http;
using Valerix.LoadTest.Bench.Meters;
using Valerix.LoadTest.Load.Selling;

namespace Valerix.LoadTest.Bench;

/// <summary>How a load is made.</summary>
/// <param name="Clients">Connections, each with one call under way at most.</param>
/// <param name="Warmup">Not counted.</param>
/// <param name="Measured">Counted.</param>
/// <param name="Rate">Due each second, with latency from when a call was due; null when each client goes on as soon as it is answered.</param>
/// <param name="ManyAddresses">Each client has a loopback address of its own, as if all were different people.</param>
internal sealed record LoadShape(int Clients, TimeSpan Warmup, TimeSpan Measured, double? Rate = null, bool ManyAddresses = false);

/// <summary>Makes load with few instructions, and counts what comes of it.</summary>
internal sealed class Generator(UsageMeter? meter)
{
    private static readonly TimeSpan _lastAnswers = TimeSpan.FromSeconds(10);

    private volatile bool _isCounting;
    private volatile bool _isOver;
    private int _last;

    public async Task<Measurement> MeasureAsync(Scenario scenario, LoadShape shape, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(shape.Warmup + shape.Measured + _lastAnswers);
        (_isCounting, _isOver, _last) = (false, false, 0);
        var tallies = Enumerable.Range(0, shape.Clients).Select(_ => new Tally()).ToArray();
        var pace = new Pace(shape.Rate, TimeProvider.System);
        var work = Task.WhenAll(tallies.Select((tally, number) => Task.Run(() => WorkAsync(scenario, shape, number, pace, tally, bounded.Token), cancellationToken)));

        await Task.Delay(shape.Warmup, cancellationToken);
        var before = meter is null ? null : await meter.ReadAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        _isCounting = true;
        await Task.Delay(shape.Measured, cancellationToken);
        _isCounting = false;
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var after = meter is null ? null : await meter.ReadAsync(cancellationToken);
        _isOver = true;
        await work;

        return new()
        {
            Seconds = seconds,
            LatencyMs = new(tallies.SelectMany(tally => tally.DoneMs)),
            RefusedMs = new(tallies.SelectMany(tally => tally.RefusedMs)),
            AllMs = new(tallies.SelectMany(tally => tally.AllMs)),
            Statuses = tallies.SelectMany(tally => tally.Statuses).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
            Acknowledged = [.. tallies.SelectMany(tally => tally.Acknowledged)],
            Usage = after is null ? null : after - before!,
        };
    }

    private async Task WorkAsync(Scenario scenario, LoadShape shape, int number, Pace pace, Tally tally, CancellationToken cancellationToken)
    {
        Scenario.Client? client = null;
        try
        {
            while (!_isOver && !cancellationToken.IsCancellationRequested)
            {
                client ??= scenario.CreateClient(await RawConnection.OpenAsync(scenario.Address, AddressOf(number, shape), cancellationToken), number);
                var due = pace.DueOf(shape.Rate is null ? 1 : Interlocked.Increment(ref _last));
                if (shape.Rate is not null) await pace.WaitUntilAsync(due, cancellationToken);

                var sent = pace.Now;
                try
                {
                    var answer = await client.DoAsync(cancellationToken);
                    if (_isCounting) tally.Add(answer, pace.Now - due, pace.Now - sent);
                }
                catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
                {
                    if (_isCounting) tally.AddNoAnswer();
                    client.Dispose();
                    client = null;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Over; what was under way is not counted.
        }
        finally
        {
            client?.Dispose();
        }
    }

    private static IPAddress? AddressOf(int number, LoadShape shape) => shape.ManyAddresses ? new IPAddress([127, 0, (byte)(1 + (number / 250)), (byte)(1 + (number % 250))]) : null;

    /// <summary>One client's counts.</summary>
    private sealed class Tally
    {
        private const int NoAnswer = 0;

        public List<double> DoneMs { get; } = [];

        public List<double> RefusedMs { get; } = [];

        public List<double> AllMs { get; } = [];

        public List<Guid> Acknowledged { get; } = [];

        public Dictionary<int, int> Statuses { get; } = [];

        public void Add(RawAnswer answer, TimeSpan sinceDue, TimeSpan sinceSent)
        {
            Statuses[answer.Status] = Statuses.GetValueOrDefault(answer.Status) + 1;
            AllMs.Add(sinceDue.TotalMilliseconds);
            if (answer.Status is 200 or 201) DoneMs.Add(sinceDue.TotalMilliseconds);
            if (answer.Status is 429 or 503) RefusedMs.Add(sinceSent.TotalMilliseconds);
            if (answer.IsSuccess && answer.OrderId is { } id) Acknowledged.Add(id);
        }

        public void AddNoAnswer() => Statuses[NoAnswer] = Statuses.GetValueOrDefault(NoAnswer) + 1;
    }
}
