using System.Diagnostics.Metrics;
using Microsoft.Extensions.Http.Resilience;
using Polly.CircuitBreaker;

namespace Valerix.OrderApi.Inventory;

/// <summary>Whether the circuit breaker lets calls through to Inventory, as this process sees it: every replica has a breaker of its own.</summary>
internal sealed class InventoryCircuit
{
    private readonly CircuitBreakerStateProvider _breaker = new();

    public InventoryCircuit(IMeterFactory meters) => meters.Create("Valerix.Orders").CreateObservableGauge(
        "valerix.inventory.circuit.state",
        () => State switch { CircuitState.Closed => 0, CircuitState.HalfOpen => 1, _ => 2 },
        "{state}",
        "The circuit to Inventory as this process sees it: 0 closed, 1 half-open, 2 open.");

    /// <summary>Closed: calls pass. Open: none does, until one comes after the break. HalfOpen: that one is under way.</summary>
    public CircuitState State => _breaker.CircuitState;

    /// <summary>Makes the breaker of an HTTP client tell its state here; a second breaker would be refused when its client first sends.</summary>
    public void Watch(HttpCircuitBreakerStrategyOptions breaker) => breaker.StateProvider = _breaker;
}
