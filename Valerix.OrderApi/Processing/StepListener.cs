using System.Data.Common;
using Npgsql;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.OrderApi.Processing;

/// <summary>Hears from PostgreSQL that there is a step which no worker holds, and wakes this replica's worker.</summary>
/// <remarks>A help only: without it, the worker finds the step when it looks the next time.</remarks>
internal sealed partial class StepListener(NpgsqlDataSource dataSource, StepWakeup wakeup, SchemaReadiness schema, TimeProvider time, ILogger<StepListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan _reconnectDelay = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.WaitAsync(stoppingToken);
        while (true)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is DbException or TimeoutException)
            {
                LogLost(exception.Message);
                await Task.Delay(_reconnectDelay, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, _) => wakeup.Set();
        await using (var listen = new NpgsqlCommand($"LISTEN {OrderStore.StepsChannel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "Not listening for steps at the moment: {Reason}")]
    private partial void LogLost(string reason);
}
