using System.Diagnostics.Metrics;
using Microsoft.Extensions.Http.Resilience;
using Polly.CircuitBreaker;

namespace Valerix.OrderApi.Inventory;

/// <summary>Whether the circuit breaker lets calls through to Inventory, as this process sees it: every replica has a breaker of its own.</summary>
internal sealed class InventoryCircuit
{
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private CircuitState _state = CircuitState.Closed;
    private DateTimeOffset _trialAt;

    public InventoryCircuit(TimeProvider time, IMeterFactory meters)
    {
        _time = time;
        meters.Create("Valerix.Orders").CreateObservableGauge(
            "valerix.inventory.circuit.state",
            () => State switch { CircuitState.Closed => 0, CircuitState.HalfOpen => 1, _ => 2 },
            "{state}",
            "The circuit to Inventory as this process sees it: 0 closed, 1 half-open, 2 open.");
    }

    /// <summary>Closed: calls pass. Open: none does. HalfOpen: one does, to try.</summary>
    public CircuitState State
    {
        get
        {
            lock (_lock) return _state == CircuitState.Open && _time.GetUtcNow() >= _trialAt ? CircuitState.HalfOpen : _state;
        }
    }

    /// <summary>Makes the breaker of an HTTP client tell its state here.</summary>
    /// <remarks>
    /// Polly's own state provider would belong to one breaker. First calls that come at the same time each build a pipeline with a breaker, of
    /// which one stays: with a provider, every other of these calls would fail.
    /// </remarks>
    public void Watch(HttpCircuitBreakerStrategyOptions breaker)
    {
        breaker.OnOpened = opened => FirstResponse(CircuitState.Open, opened.BreakDuration);
        breaker.OnHalfOpened = _ => FirstResponse(CircuitState.HalfOpen);
        breaker.OnClosed = _ => FirstResponse(CircuitState.Closed);
    }

    /// <summary>Inventory was seen to answer.</summary>
    public void Close() => Become(CircuitState.Closed, TimeSpan.Zero);

    private ValueTask FirstResponse(CircuitState state, TimeSpan breakDuration = default)
    {
        Become(state, breakDuration);
        return ValueTask.CompletedTask;
    }

    private void Become(CircuitState state, TimeSpan breakDuration)
    {
        lock (_lock) (_state, _trialAt) = (state, _time.GetUtcNow() + breakDuration);
    }
}
