using Valerix.ServiceDefaults.Warmup;

namespace Valerix.InventoryApi.Reservations;

/// <summary>What the reservations need.</summary>
internal static class ReservationsServices
{
    public static void AddReservations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReservationStore>();
        builder.Services.AddHostedService<LapseSweeper>();

        // Neither changes anything.
        builder.Services.AddSingleton(new WarmupRequest(HttpMethods.Get, $"/reservations/{Guid.Empty}"));
        builder.Services.AddSingleton<WarmupCall>((services, cancellationToken) =>
            services.GetRequiredService<ReservationStore>().ExecuteAsync([], cancellationToken));
    }
}
