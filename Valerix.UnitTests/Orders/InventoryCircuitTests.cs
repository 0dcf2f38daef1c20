using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.CircuitBreaker;
using Valerix.OrderApi.Inventory;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.Orders;

public sealed class InventoryCircuitTests : IDisposable
{
    private static readonly TimeSpan _break = TimeSpan.FromSeconds(5);

    private readonly PrivateMeters _meters = new();
    private readonly FakeTimeProvider _time = new();
    private readonly HttpCircuitBreakerStrategyOptions _breaker = new();
    private readonly InventoryCircuit _circuit;

    public InventoryCircuitTests()
    {
        _circuit = new(_time, _meters);
        _circuit.Watch(_breaker);
    }

    [Fact]
    public void It_is_closed_until_the_breaker_says_otherwise() => ShouldBe(CircuitState.Closed, gauge: 0);

    [Fact]
    public async Task It_follows_the_breaker()
    {
        await OpenAsync();
        ShouldBe(CircuitState.Open, gauge: 2);

        await _breaker.OnHalfOpened!(new(Context()));
        ShouldBe(CircuitState.HalfOpen, gauge: 1);

        await _breaker.OnClosed!(new(Context(), Outcome.FromResult(new HttpResponseMessage()), isManual: false));
        ShouldBe(CircuitState.Closed, gauge: 0);
    }

    [Fact]
    public async Task It_is_half_open_once_a_trial_may_pass()
    {
        await OpenAsync();

        _time.Advance(_break - TimeSpan.FromTicks(1));
        ShouldBe(CircuitState.Open, gauge: 2);

        _time.Advance(TimeSpan.FromTicks(1));
        ShouldBe(CircuitState.HalfOpen, gauge: 1);
    }

    [Fact]
    public async Task A_trial_that_failed_opens_it_anew()
    {
        await OpenAsync();
        _time.Advance(_break);

        await OpenAsync();

        ShouldBe(CircuitState.Open, gauge: 2);
    }

    [Fact]
    public async Task Who_saw_Inventory_answer_can_close_it()
    {
        await OpenAsync();

        _circuit.Close();

        ShouldBe(CircuitState.Closed, gauge: 0);
    }

    public void Dispose() => _meters.Dispose();

    private ValueTask OpenAsync() =>
        _breaker.OnOpened!(new(Context(), Outcome.FromResult(new HttpResponseMessage()), _break, isManual: false));

    private void ShouldBe(CircuitState state, int gauge)
    {
        _circuit.State.ShouldBe(state);
        _meters.Read<int>("valerix.inventory.circuit.state").ShouldBe([gauge]);
    }

    private static ResilienceContext Context() => ResilienceContextPool.Shared.Get();
}
