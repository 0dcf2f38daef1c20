namespace Valerix.OrderApi.Processing;

/// <summary>The database's time without asking it each time: replicas whose clocks differ still mean the same second.</summary>
internal sealed class DatabaseClock(TimeProvider time)
{
    private long _offsetTicks;

    public DateTimeOffset Now => time.GetUtcNow().AddTicks(Volatile.Read(ref _offsetTicks));

    /// <summary>Takes the time over from the database.</summary>
    /// <param name="read">What its clock said, at some moment since.</param>
    /// <param name="askedAt">When it was asked, by the local clock.</param>
    public void Sync(DateTimeOffset read, DateTimeOffset askedAt)
    {
        var offset = TimeSpan.FromTicks(Volatile.Read(ref _offsetTicks));
        // The read time lies between the two bounds that the duration of the query explains: the offset may be right, and changing it would only
        // add noise.
        if (read < askedAt + offset) offset = read - askedAt;
        else if (read > Now) offset = read - time.GetUtcNow();
        else return;
        Volatile.Write(ref _offsetTicks, offset.Ticks);
    }
}
