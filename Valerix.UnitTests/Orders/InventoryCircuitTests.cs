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
    private readonly InventoryCircuit _circuit;
    private readonly ResiliencePipeline<HttpResponseMessage> _calls;

    public InventoryCircuitTests()
    {
        _circuit = new(_meters);
        var breaker = new HttpCircuitBreakerStrategyOptions { MinimumThroughput = 2, BreakDuration = _break };
        _circuit.Watch(breaker);
        _calls = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = _time }.AddCircuitBreaker(breaker).Build();
    }

    [Fact]
    public void It_is_closed_before_the_first_call()
    {
        using var meters = new PrivateMeters();

        new InventoryCircuit(meters).State.ShouldBe(CircuitState.Closed);

        meters.Read<int>("valerix.inventory.circuit.state").ShouldBe([0]);
    }

    [Fact]
    public async Task It_follows_the_breaker()
    {
        ShouldBe(CircuitState.Closed, gauge: 0);

        await OpenAsync();
        ShouldBe(CircuitState.Open, gauge: 2);

        _time.Advance(_break);
        await CallAsync(HttpStatusCode.OK, () => ShouldBe(CircuitState.HalfOpen, gauge: 1));
        ShouldBe(CircuitState.Closed, gauge: 0);
    }

    [Fact]
    public async Task It_is_open_for_the_whole_break()
    {
        await OpenAsync();

        _time.Advance(_break - TimeSpan.FromTicks(1));
        await Should.ThrowAsync<BrokenCircuitException>(() => CallAsync(HttpStatusCode.OK));

        ShouldBe(CircuitState.Open, gauge: 2);
    }

    [Fact]
    public async Task A_trial_that_failed_opens_it_anew()
    {
        await OpenAsync();
        _time.Advance(_break);

        await CallAsync(HttpStatusCode.ServiceUnavailable);

        ShouldBe(CircuitState.Open, gauge: 2);
    }

    public void Dispose() => _meters.Dispose();

    private async Task OpenAsync()
    {
        await CallAsync(HttpStatusCode.ServiceUnavailable);
        await CallAsync(HttpStatusCode.ServiceUnavailable);
    }

    private async Task CallAsync(HttpStatusCode answer, Action? meanwhile = null)
    {
        using var response = await _calls.ExecuteAsync(_ =>
        {
            meanwhile?.Invoke();
            return ValueTask.FromResult(new HttpResponseMessage(answer));
        });
    }

    private void ShouldBe(CircuitState state, int gauge)
    {
        _circuit.State.ShouldBe(state);
        _meters.Read<int>("valerix.inventory.circuit.state").ShouldBe([gauge]);
    }
}
