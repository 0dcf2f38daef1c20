using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Storage;
using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Postgres;
using Valerix.ServiceDefaults.Warmup;

namespace Valerix.InventoryApi.Processing;

/// <summary>Registers what decides about reservations and stock.</summary>
internal static class ProcessingExtensions
{
    // A batch of this size is decided and written in a few milliseconds; what may wait is answered within a tenth of a second.
    internal static readonly BatcherOptions<ReservationCommand> Limits = new("reservations", MaxBatch: 256, Capacity: 2_048)
    {
        IsItemFault = PostgresFailures.IsItemFault,
    };

    public static void AddProcessing(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReservationStore>();
        builder.Services.AddSingleton<StockStore>();
        builder.Services.AddSingleton<LedgerReader>();
        builder.Services.AddBatcher<ReservationStore, ReservationCommand, ReservationOutcome>(Limits, store => store.ExecuteAsync);
        builder.Services.AddHostedService<LapseSweeper>();

        // Neither changes anything.
        builder.Services.AddSingleton(new WarmupRequest(HttpMethods.Get, $"/reservations/{Guid.Empty}"));
        builder.Services.AddSingleton<WarmupCall>((services, cancellationToken) =>
            services.GetRequiredService<ReservationStore>().ExecuteAsync([], cancellationToken));
    }
}
