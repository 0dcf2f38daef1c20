using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Valerix.Tests.ServiceDefaults.Telemetry;

/// <summary>Takes spans by OTLP over HTTP, and keeps them as they came.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<byte[]> _received = [];
    private readonly ConcurrentQueue<Span> _spans = [];

    private Collector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        _app = builder.Build();
        _app.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            _received.Enqueue(body.ToArray());
            foreach (var span in Span.ReadAll(body.ToArray())) _spans.Enqueue(span);
        });
        _app.MapPost("/v1/{signal}", (string signal) => { });
    }

    public string Address => _app.Urls.Single();

    /// <summary>Everything so far; whatever text a service sent is in there.</summary>
    public string Text => string.Concat(_received.Select(Encoding.Latin1.GetString));

    /// <summary>Every span so far.</summary>
    public IReadOnlyCollection<Span> Spans => _spans;

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
