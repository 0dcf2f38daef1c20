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
    public void Services_have_a_clock_that_is_not_set_while_they_run()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.AddServiceDefaults();
        using var services = builder.Services.BuildServiceProvider();
        var time = services.GetRequiredService<TimeProvider>();

        time.ShouldNotBeSameAs(TimeProvider.System);
        (time.GetUtcNow() - TimeProvider.System.GetUtcNow()).Duration().ShouldBeLessThan(_bound);
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

    private sealed class FailsOnce : HttpMessageHandler
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(Interlocked.Increment(ref _calls) == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK));
    }
}
