using Polly.CircuitBreaker;

namespace Valerix.OrderApi.Inventory;

/// <summary>Makes the trial call that closes the circuit again, so that no shopper's order has to be the one that waits for it.</summary>
internal sealed class CircuitBreakerProbe(InventoryClient inventory, InventoryCircuit circuit, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (circuit.State == CircuitState.HalfOpen && await inventory.IsReadyAsync(stoppingToken)) circuit.Close();
        }
    }
}
