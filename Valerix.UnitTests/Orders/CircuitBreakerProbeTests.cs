using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.CircuitBreaker;
using Valerix.OrderApi.Inventory;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.Orders;

public sealed class CircuitBreakerProbeTests
{
    private const int FailuresThatOpen = 2;

    private static readonly TimeSpan _break = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task It_asks_once_after_each_break_until_an_answer_closes_the_circuit(int failedTrials)
    {
        var time = new FakeTimeProvider();
        using var meters = new PrivateMeters();
        var circuit = new InventoryCircuit(time, meters);
        var breaker = new HttpCircuitBreakerStrategyOptions { MinimumThroughput = FailuresThatOpen, BreakDuration = _break };
        circuit.Watch(breaker);
        var inventory = new FailsFirst(FailuresThatOpen + failedTrials);
        using var http = new HttpClient(new ResilienceHandler(
            new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddCircuitBreaker(breaker).Build()) { InnerHandler = inventory })
        {
            BaseAddress = new Uri("http://inventoryapi"),
        };
        var client = new InventoryClient(http, circuit);
        for (var i = 0; i < FailuresThatOpen; i++) await client.IsReadyAsync(CancellationToken.None);
        circuit.State.ShouldBe(CircuitState.Open);
        var opened = time.GetUtcNow();
        using var trial = new CircuitBreakerProbe(client, circuit, time);
        await trial.StartAsync(CancellationToken.None);

        await Eventually.Async(
            _ =>
            {
                if (circuit.State != CircuitState.Closed) time.Advance(TimeSpan.FromMilliseconds(250));
                return Task.FromResult(circuit.State == CircuitState.Closed);
            },
            _bound,
            "the circuit closes");
        await trial.StopAsync(CancellationToken.None);

        (time.GetUtcNow() - opened).ShouldBeGreaterThanOrEqualTo(_break * (1 + failedTrials));
        inventory.Calls.ShouldBe(FailuresThatOpen + failedTrials + 1);
    }

    private sealed class FailsFirst(int failures) : HttpMessageHandler
    {
        private int _calls;

        public int Calls => _calls;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
            new HttpResponseMessage(Interlocked.Increment(ref _calls) > failures ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable));
    }
}
