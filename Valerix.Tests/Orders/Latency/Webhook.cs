using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Valerix.Tests.Orders.Latency;

/// <summary>Somebody outside who wants to be told.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<JsonNode> _heard = new();

    private Webhook()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context => _heard.Enqueue((await JsonNode.ParseAsync(context.Request.Body))!));
    }

    public string Address => _app.Urls.Single();

    /// <summary>What was posted, in the order in which it came.</summary>
    public IReadOnlyList<JsonNode> Heard => [.. _heard];

    public static async Task<Webhook> StartAsync()
    {
        var webhook = new Webhook();
        await webhook._app.StartAsync();
        return webhook;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
