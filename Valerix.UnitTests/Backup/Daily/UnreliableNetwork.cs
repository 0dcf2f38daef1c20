namespace Valerix.UnitTests.Backup.Daily;

/// <summary>The way to the old service: it counts the calls of each day, and on some days nothing gets through or the caller dies.</summary>
internal sealed class UnreliableNetwork(TimeProvider time) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly Dictionary<DateOnly, int> _calls = [];

    public bool IsDown { get; set; }

    /// <summary>The caller's process dies when it makes the call.</summary>
    public bool KillsBeforeCall { get; set; }

    /// <summary>The caller's process dies before it sees the answer.</summary>
    public bool KillsAfterCall { get; set; }

    /// <summary>The calls that were begun on each day.</summary>
    public IReadOnlyDictionary<DateOnly, int> Calls => _calls;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isCall = request.Method == HttpMethod.Post;
        if (isCall)
        {
            var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            _calls[day] = _calls.GetValueOrDefault(day) + 1;
            if (KillsBeforeCall) throw new ProcessKilledException();
        }

        if (IsDown) throw new HttpRequestException("The network is down.");
        if (!isCall || !KillsAfterCall) return await base.SendAsync(request, cancellationToken);

        await base.SendAsync(request, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        throw new ProcessKilledException();
    }
}

/// <summary>Stands for the end of a process: no code of the product catches it.</summary>
internal sealed class ProcessKilledException : Exception;
