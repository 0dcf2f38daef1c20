using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Valerix.ServiceDefaults.Http;

/// <summary>The longest that a call is worked on before its caller is told that it takes too long.</summary>
public static class CallTimeout
{
    /// <summary>The contract's bound for every call and every cause is three seconds; the rest is for the answer, when many are due at once.</summary>
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(2.55);

    private const int RetryAfterSeconds = 2;

    /// <summary>Ends every call in time for an answer within three seconds, by its <see cref="HttpContext.RequestAborted"/>; needs <c>UseRequestTimeouts</c>.</summary>
    public static void AddCallTimeout(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddRequestTimeouts(options => options.DefaultPolicy = new()
        {
            Timeout = _bound,
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            WriteTimeoutResponse = AnswerAsync,
        });
    }

    /// <summary>True when the call was ended by its timeout, and not by its caller.</summary>
    internal static bool HasEnded(HttpContext context) =>
        context.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true;

    internal static ProblemDetails Describe() => Problems.Details(
        StatusCodes.Status503ServiceUnavailable,
        ProblemNames.Unavailable,
        "The database did not answer in time. Nothing is lost: send the same call again, with the same idempotency key.");

    private static Task AnswerAsync(HttpContext context)
    {
        // It is the token that has ended; the answer would end with it.
        context.RequestAborted = CancellationToken.None;
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(Describe()).ExecuteAsync(context);
    }
}
