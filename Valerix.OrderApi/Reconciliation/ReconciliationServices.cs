namespace Valerix.OrderApi.Reconciliation;

/// <summary>What reconciliation needs.</summary>
internal static class ReconciliationServices
{
    public static void AddReconciliation(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReconciliationStore>();
        builder.Services.AddSingleton<Reconciler>();
        builder.Services.AddHostedService<ReconciliationTimer>();
    }
}
