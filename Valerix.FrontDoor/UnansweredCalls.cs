using Valerix.ServiceDefaults.Http;

namespace Valerix.FrontDoor;

/// <summary>Answers 503 <c>unavailable</c> in place of a replica that died with the call, stood still for too long, or was not there.</summary>
internal sealed class UnansweredCalls(RequestDelegate next)
{
    private const string RetryAfterSeconds = "1";

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested || !IsUnanswered(context)) return;

        context.Response.Clear();
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        await Problems.Of(
            StatusCodes.Status503ServiceUnavailable,
            ProblemNames.Unavailable,
            "The process that should have answered is gone or stands still. Send the same call again, with the same idempotency key.").ExecuteAsync(context);
    }

    private static bool IsUnanswered(HttpContext context) =>
        context.GetForwarderErrorFeature() is not null
        || (context.GetReverseProxyFeature() is { ProxiedDestination: null } && context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable);
}
