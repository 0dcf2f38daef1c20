using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Valerix.ServiceDefaults;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.ServiceDefaults.Resilience;

/// <summary>By which clock the resilience handlers wait.</summary>
public sealed class SteadyTimeTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_wall_clock_that_is_set_back_is_not_followed_and_one_that_is_ahead_is()
    {
        var wall = new WallClock();
        var steady = new SteadyTimeProvider(wall);
        var start = steady.GetUtcNow();

        wall.Pass(TimeSpan.FromMinutes(1), walls: TimeSpan.FromHours(-1));
        steady.GetUtcNow().ShouldBe(start + TimeSpan.FromMinutes(1));

        wall.Pass(TimeSpan.FromMinutes(1), walls: TimeSpan.FromHours(9));
        steady.GetUtcNow().ShouldBe(start + TimeSpan.FromHours(8));
    }

    [Fact]
    public void Services_have_it()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.AddServiceDefaults();
        using var services = builder.Services.BuildServiceProvider();

        services.GetRequiredService<TimeProvider>().ShouldBeOfType<SteadyTimeProvider>();
    }

    [Fact]
    public async Task The_resilience_handlers_go_by_the_service_s_clock()
    {
        var time = new FakeTimeProvider();
        var server = new FailsOnce();
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.Sources.Add(new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Resilience:Retry:Delay"] = "01:00:00",
                ["Resilience:Retry:UseJitter"] = "false",
                ["Resilience:TotalRequestTimeout:Timeout"] = "23:00:00",
            },
        });
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddServiceDefaults();
        builder.Services.AddHttpClient("server").ConfigurePrimaryHttpMessageHandler(() => server);
        await using var services = builder.Services.BuildServiceProvider();
        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient("server");

        var answer = http.GetAsync("http://127.0.0.1/");
        await Eventually.Async(_ => Task.FromResult(server.Calls == 1), _bound, "the first try");
        answer.IsCompleted.ShouldBeFalse();
        await Eventually.Async(
            _ =>
            {
                time.Advance(TimeSpan.FromHours(1));
                return Task.FromResult(answer.IsCompleted);
            },
            _bound,
            "the second try, an hour later");

        (await answer).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>A clock that is set while it counts.</summary>
    private sealed class WallClock : TimeProvider
    {
        private TimeSpan _passed;
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time, TimeSpan walls) => (_passed, _now) = (_passed + time, _now + walls);

        public override long GetTimestamp() => _passed.Ticks;

        public override DateTimeOffset GetUtcNow() => _now;
    }

    private sealed class FailsOnce : HttpMessageHandler
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(Interlocked.Increment(ref _calls) == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK));
    }
}
