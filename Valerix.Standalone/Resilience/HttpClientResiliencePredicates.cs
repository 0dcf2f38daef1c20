using System.Diagnostics.CodeAnalysis;
using System.Net;
using Polly;
using Polly.Timeout;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Tells failures that may pass by themselves from answers.</summary>
public static class HttpClientResiliencePredicates
{
    /// <summary>5xx, 408, 429, a failed connection or a timeout of the pipeline.</summary>
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result: { } response } => IsTransient(response.StatusCode),
        _ => false,
    };

    /// <summary>The same, and a timeout of the connection attempt that the caller did not cause.</summary>
    [Experimental("EXTEXP0001")]
    public static bool IsTransient(Outcome<HttpResponseMessage> outcome, CancellationToken cancellationToken)
        => IsTransient(outcome)
            || (!cancellationToken.IsCancellationRequested
                && outcome.Exception is OperationCanceledException
                {
                    Source: "System.Private.CoreLib",
                    InnerException: TimeoutException,
                });

    private static bool IsTransient(HttpStatusCode status)
        => status is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
}
