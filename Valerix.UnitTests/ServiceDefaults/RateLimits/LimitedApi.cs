using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Valerix.ServiceDefaults;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.RateLimits;
using Valerix.ServiceDefaults.Warmup;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.ServiceDefaults.RateLimits;

/// <summary>A small API with the defaults of every service, in this process, without a database.</summary>
internal sealed class LimitedApi : IAsyncDisposable
{
    public const string TheOperatorKey = "the operator's";

    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _arrived;

    private LimitedApi(params (string Key, string Value)[] limits)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(limits.Select(limit => KeyValuePair.Create($"RateLimits:{limit.Key}", (string?)limit.Value)));
        builder.Configuration.AddInMemoryCollection([new(OperatorKey.ConfigurationKey, TheOperatorKey)]);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.AddServiceDefaults();
        // As every service does; it has no address, and nobody else may be taken for it.
        builder.Services.AddSingleton(new WarmupRequest(HttpMethods.Get, "/look"));

        _app = builder.Build();
        _app.UseServiceDefaults();
        _app.MapDefaultEndpoints();
        _app.MapGet("/look", () => "seen");
        _app.MapGet("/slow", WaitAsync).LimitConcurrency();
        _app.MapPost("/work", WaitAsync).LimitOrderPlacement();
        _app.MapPost("/operators", () => "done").RequireOperatorKey();
        _http = new HttpClient();
    }

    public static async Task<LimitedApi> StartAsync(params (string Key, string Value)[] limits)
    {
        var api = new LimitedApi(limits);
        await api._app.StartAsync();
        api._http.BaseAddress = new Uri(api._app.Urls.Single());
        return api;
    }

    /// <summary>How many calls of <c>/slow</c> and <c>/work</c> were let in.</summary>
    public int Arrived => Volatile.Read(ref _arrived);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null) request.Headers.Add(OperatorKey.HeaderName, key);
        return await Answer.OfAsync(_http, request, CancellationToken.None);
    }

    public Task<Answer> GetAsync(string path, string? key = null) => SendAsync(HttpMethod.Get, path, key);

    /// <summary>Lets the calls of <c>/slow</c> and <c>/work</c> end.</summary>
    public void Open() => _opened.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Open();
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task<string> WaitAsync()
    {
        Interlocked.Increment(ref _arrived);
        await _opened.Task;
        return "done";
    }
}
