using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Postgres;
using Valerix.ServiceDefaults.Warmup;

namespace Valerix.InventoryApi.Reservations;

/// <summary>What the reservations need.</summary>
internal static class ReservationsServices
{
    // A batch of this size is decided and written in a few milliseconds; what may wait is answered within a tenth of a second.
    internal static readonly BatcherOptions<ReservationCommand> Limits = new("reservations", MaxBatch: 256, Capacity: 2_048)
    {
        IsOnesFault = PostgresFailures.IsOnesFault,
    };

    public static void AddReservations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReservationStore>();
        builder.Services.AddBatcher<ReservationStore, ReservationCommand, ReservationOutcome>(Limits, store => store.ExecuteAsync);
        builder.Services.AddSingleton<ReservationCalls>();
        builder.Services.AddHostedService<LapseSweeper>();

        // Neither changes anything.
        builder.Services.AddSingleton(new WarmupRequest(HttpMethods.Get, $"/reservations/{Guid.Empty}"));
        builder.Services.AddSingleton<WarmupCall>((services, cancellationToken) =>
            services.GetRequiredService<ReservationStore>().ExecuteAsync([], cancellationToken));
    }
}
