using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Valerix.UnitTests.AppHost.Postgres;

/// <summary>A repository on loopback with one archive and the checksums beside it, which can be made to fail.</summary>
internal sealed class Mirror : IAsyncDisposable
{
    private readonly WebApplication _server;
    private int _fetches;

    private Mirror(WebApplication server) => _server = server;

    public string Address => _server.Urls.Single();

    /// <summary>How often the archive was asked for.</summary>
    public int Fetches => Volatile.Read(ref _fetches);

    public byte[] Archive { get; set; } = PostgresArchive.With("postgres", "initdb");

    /// <summary>Answers for the archive; null: all of it.</summary>
    public Func<HttpContext, Task>? Answer { get; set; }

    /// <summary>The archive's checksums by the ending of their file.</summary>
    public Dictionary<string, Func<byte[], byte[]>> Checksums { get; } = new()
    {
        [".sha256"] = SHA256.HashData,
        [".sha1"] = SHA1.HashData,
    };

    public static async Task<Mirror> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var mirror = new Mirror(server);
        server.Run(mirror.AnswerAsync);
        await server.StartAsync();
        return mirror;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var ending = Path.GetExtension(context.Request.Path);
        if (ending == ".jar")
        {
            Interlocked.Increment(ref _fetches);
            if (Answer is { } answer)
            {
                await answer(context);
                return;
            }

            context.Response.ContentLength = Archive.Length;
            await context.Response.Body.WriteAsync(Archive, context.RequestAborted);
        }
        else if (Checksums.TryGetValue(ending, out var of))
        {
            await context.Response.WriteAsync(Convert.ToHexStringLower(of(Archive)), context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
