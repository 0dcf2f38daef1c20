namespace Valerix.LoadTest.Bench.Meters;

/// <summary>What was spent so far or, as a difference, within a stretch of time.</summary>
/// <param name="CpuMs">Processor time by process.</param>
/// <param name="Databases">By database.</param>
internal sealed record Usage(IReadOnlyDictionary<string, double> CpuMs, IReadOnlyDictionary<string, DatabaseUsage> Databases)
{
    /// <summary>Of all databases; null when one of them does not count.</summary>
    public double? Statements => Databases.Values.All(database => database.Statements is not null) ? Databases.Values.Sum(database => database.Statements) : null;

    public static Usage operator -(Usage after, Usage before) => new(
        after.CpuMs.ToDictionary(pair => pair.Key, pair => pair.Value - before.CpuMs.GetValueOrDefault(pair.Key)),
        after.Databases.ToDictionary(pair => pair.Key, pair => pair.Value - before.Databases[pair.Key]));
}

/// <param name="Transactions">Ended by a commit.</param>
/// <param name="Flushes">Times that the server's log was written through to the disk: what several commits can share.</param>
/// <param name="Statements">Statements that were run, each a round trip at most; null without pg_stat_statements.</param>
internal sealed record DatabaseUsage(double Transactions, double Flushes, double? Statements)
{
    public static DatabaseUsage operator -(DatabaseUsage after, DatabaseUsage before) =>
        new(after.Transactions - before.Transactions, after.Flushes - before.Flushes, after.Statements - before.Statements);
}
