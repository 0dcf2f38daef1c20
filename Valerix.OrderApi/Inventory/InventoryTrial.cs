using Polly.CircuitBreaker;

namespace Valerix.OrderApi.Inventory;

/// <summary>Makes the trial call that closes the circuit again, so that no shopper's order has to be the one that waits for it.</summary>
internal sealed class InventoryTrial(InventoryClient inventory, InventoryCircuit circuit, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // The breaker refuses the call until the break is over, and only then lets it through: a breaker that no call meets stays open.
            if (circuit.State != CircuitState.Closed) await inventory.IsReadyAsync(stoppingToken);
        }
    }
}
