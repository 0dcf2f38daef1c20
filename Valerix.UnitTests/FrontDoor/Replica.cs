using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Valerix.UnitTests.FrontDoor;

/// <summary>A server of this process that stands behind the front door in the place of a service.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;

    private Replica(string address)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(address);
        builder.Services.AddRouting();
        _app = builder.Build();
        _app.MapGet("/ready", () => IsReady ? Results.Ok() : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        _app.MapPost("/work", Work);
        _app.MapPost("/death", (HttpContext context) =>
        {
            Interlocked.Increment(ref _calls);
            context.Abort();
        });
        _app.MapPost("/silence", async (HttpContext context) =>
        {
            Interlocked.Increment(ref _calls);
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });
    }

    public bool IsReady { get; set; } = true;

    /// <summary>How many calls have come, probes apart.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public static async Task<Replica> StartAsync(string address)
    {
        var replica = new Replica(address);
        await replica._app.StartAsync();
        return replica;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> Work(HttpRequest request)
    {
        Interlocked.Increment(ref _calls);
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        return Results.Text(body, statusCode: StatusCodes.Status409Conflict);
    }
}
