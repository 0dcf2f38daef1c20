using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Valerix.ServiceDefaults.Health;

namespace Valerix.UnitTests.ServiceDefaults.Health;

public sealed class DrainingTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Draining _draining;

    public DrainingTests() => _draining = new(Options.Create(new DrainingOptions { Seconds = 5 }), _time);

    [Fact]
    public async Task A_process_that_stays_is_ready() => (await StatusAsync()).ShouldBe(HealthStatus.Healthy);

    [Fact]
    public async Task One_that_is_told_to_end_says_so_and_serves_on_for_a_while()
    {
        var stopping = _draining.StoppingAsync(CancellationToken.None);
        (await StatusAsync()).ShouldBe(HealthStatus.Unhealthy);

        _time.Advance(TimeSpan.FromSeconds(4.9));
        stopping.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(0.1));
        await stopping;
    }

    private async Task<HealthStatus> StatusAsync() => (await _draining.CheckHealthAsync(new HealthCheckContext())).Status;
}
