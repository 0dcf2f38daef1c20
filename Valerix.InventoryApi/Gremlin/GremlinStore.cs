using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Valerix.InventoryApi.Storage;

namespace Valerix.InventoryApi.Gremlin;

/// <summary>The plan and the count of calls, shared by all replicas; both outlive every process.</summary>
/// <remarks>A crash of PostgreSQL itself may let the sequence skip up to 32 numbers; it never gives one out twice.</remarks>
internal sealed class GremlinStore(NpgsqlDataSource dataSource)
{
    // $1: how many numbers. Evaluated once a row, and not at all when no plan was ever set.
    private const string Count = "SELECT plan, nextval('gremlin_calls') - counted_from FROM gremlin, generate_series(1, $1)";

    private const string LastNumber = "(SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM gremlin_calls)";

    private const string Read = $"SELECT plan, {LastNumber} - counted_from FROM gremlin";

    // The last number is read again under the row's lock, so of two that set a plan the later one counts.
    private const string Set =
        $"""
        INSERT INTO gremlin (id, plan, counted_from) VALUES (1, $1, {LastNumber})
        ON CONFLICT (id) DO UPDATE SET plan = EXCLUDED.plan, counted_from = {LastNumber}
        """;

    // The same plan again is no news, so that a restart changes nothing.
    private const string SetConfigured =
        $"""
        INSERT INTO gremlin (id, plan, configured_plan, counted_from) VALUES (1, $1, $1, {LastNumber})
        ON CONFLICT (id) DO UPDATE
        SET plan = EXCLUDED.plan, configured_plan = EXCLUDED.configured_plan, counted_from = {LastNumber}
        WHERE gremlin.configured_plan IS DISTINCT FROM EXCLUDED.configured_plan
        """;

    /// <summary>Gives each of <paramref name="calls"/> its number, all in one round trip; null for each when no plan was ever set.</summary>
    public async Task<IReadOnlyList<CountedPlan?>> CountAsync(IReadOnlyList<StockChange> calls, CancellationToken cancellationToken)
    {
        var counted = await QueryAsync(Count, [new() { Value = calls.Count }], cancellationToken);
        return counted.Count > 0 ? counted : new CountedPlan?[calls.Count];
    }

    /// <summary>The plan and the number of calls since it was set; null when none ever was.</summary>
    public async Task<CountedPlan?> ReadAsync(CancellationToken cancellationToken) => (await QueryAsync(Read, [], cancellationToken)).SingleOrDefault();

    /// <summary>Puts a plan in force and restarts the count.</summary>
    public Task SetAsync(FaultPlan plan, CancellationToken cancellationToken) => ExecuteAsync(Set, plan, cancellationToken);

    /// <summary>The same, unless the configuration set this very plan before.</summary>
    public Task SetConfiguredAsync(FaultPlan plan, CancellationToken cancellationToken) => ExecuteAsync(SetConfigured, plan, cancellationToken);

    private Task<List<CountedPlan>> QueryAsync(string sql, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellationToken) =>
        TransactionRetry.RunAsync(
            async token =>
            {
                await using var command = dataSource.CreateCommand(sql);
                foreach (var parameter in parameters)
                {
                    command.Parameters.Add(parameter.Clone());
                }

                await using var rows = await command.ExecuteReaderAsync(token);
                var counted = new List<CountedPlan>();
                while (await rows.ReadAsync(token))
                {
                    // The plan is the same in all rows.
                    var plan = counted.Count > 0 ? counted[0].Plan : JsonSerializer.Deserialize<FaultPlan>(rows.GetString(0), JsonSerializerOptions.Web)!;
                    counted.Add(new(plan, rows.GetInt64(1)));
                }

                return counted;
            },
            cancellationToken);

    private Task<int> ExecuteAsync(string sql, FaultPlan plan, CancellationToken cancellationToken) => TransactionRetry.RunAsync(
        async token =>
        {
            await using var command = dataSource.CreateCommand(sql);
            command.Parameters.Add(new() { Value = JsonSerializer.Serialize(plan, JsonSerializerOptions.Web), NpgsqlDbType = NpgsqlDbType.Jsonb });
            return await command.ExecuteNonQueryAsync(token);
        },
        cancellationToken);
}

/// <summary>A call that may change stock: it gets the next number, and that is all that the gremlin knows of it.</summary>
internal readonly record struct StockChange;

/// <param name="Plan">The plan in force.</param>
/// <param name="Calls">How many calls were counted since it was set.</param>
internal sealed record CountedPlan(FaultPlan Plan, long Calls);
