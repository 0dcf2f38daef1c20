using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Valerix.ServiceDefaults.Http;

namespace Valerix.ServiceDefaults.Warmup;

/// <summary>A request that a service sends to itself before it listens; it must change nothing.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path.</param>
/// <param name="Body">JSON, or null.</param>
public sealed record WarmupRequest(string Method, string Path, string? Body = null)
{
    /// <summary>Has it answered; what the answer is does not matter.</summary>
    internal async Task SendAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull
    {
        var context = application.CreateContext(Features(cancellationToken));
        Exception? failure = null;
        try
        {
            await application.ProcessRequestAsync(context);
        }
        catch (Exception exception)
        {
            failure = exception;
        }
        finally
        {
            application.DisposeContext(context, failure);
        }
    }

    private FeatureCollection Features(CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(Body ?? "");
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Protocol = HttpProtocol.Http11,
            Scheme = "http",
            Method = Method,
            Path = Path,
            Headers = { ContentType = "application/json", ContentLength = body.Length, [IdempotencyKey.HeaderName] = "warm-up" },
            Body = new MemoryStream(body),
        });
        features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(Body is not null));
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = cancellationToken });
        return features;
    }

    private sealed record BodyDetection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
