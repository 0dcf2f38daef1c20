using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Valerix.ServiceDefaults.Http;

namespace Valerix.ServiceDefaults.RateLimits;

/// <summary>The answer to a call over a limit: made once, so that it costs next to nothing just when there is too much to do.</summary>
/// <remarks>
/// <c>RateLimit</c> and <c>RateLimit-Policy</c> as in draft-ietf-httpapi-ratelimit-headers: of a named policy the quota <c>q</c>,
/// its window <c>w</c> in seconds and its unit <c>qu</c>; what remains <c>r</c>, and after how many seconds <c>t</c> there is more.
/// </remarks>
internal sealed class Rejection
{
    private const string TraceId = "00000000000000000000000000000000";

    private readonly int _status;
    private readonly string _name;
    private readonly string _policy;
    private readonly string _bodyBeforeTraceId;
    private readonly string _bodyAfterTraceId;

    private Rejection(ProblemDetails problem, string name, string policy)
    {
        _status = problem.Status!.Value;
        _name = name;
        _policy = policy;

        problem.Extensions["traceId"] = TraceId;
        var body = JsonSerializer.Serialize(problem, JsonSerializerOptions.Web).Split(TraceId);
        (_bodyBeforeTraceId, _bodyAfterTraceId) = (body[0], body[1]);
    }

    /// <summary>429: the address's bucket is empty.</summary>
    public static Rejection RateLimited(RateLimitsOptions options) => new(
        RateLimitedProblem(),
        "address",
        string.Create(CultureInfo.InvariantCulture, $"\"address\";q={options.Burst};w={(options.Burst + options.PerSecond - 1) / options.PerSecond}"));

    /// <summary>503: as much as can be borne is under way, and as much as is bearable is waiting.</summary>
    public static Rejection Overloaded(RateLimitsOptions options) => new(
        OverloadedProblem(),
        "everybody",
        string.Create(CultureInfo.InvariantCulture, $"\"everybody\";q={options.MaxConcurrent + options.MaxWaiting};qu=\"concurrent-requests\""));

    public static ProblemDetails RateLimitedProblem() => Problems.Details(
        StatusCodes.Status429TooManyRequests,
        ProblemNames.RateLimited,
        "Too many calls came from your address. Nothing was done: send the same call again after a while, with the same idempotency key.");

    public static ProblemDetails OverloadedProblem() => Problems.Details(
        StatusCodes.Status503ServiceUnavailable,
        ProblemNames.Overloaded,
        "More was asked for at once than can be served. Nothing was done: send the same call again in a moment, with the same idempotency key.");

    public Task WriteAsync(HttpResponse response, RateLimitLease lease, CancellationToken cancellationToken)
    {
        var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
        response.StatusCode = _status;
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        response.Headers["RateLimit-Policy"] = _policy;
        response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{_name}\";r=0;t={seconds}");
        response.ContentType = "application/problem+json";

        var traceId = Activity.Current?.TraceId.ToString() ?? ActivityTraceId.CreateRandom().ToString();
        var body = Encoding.UTF8.GetBytes($"{_bodyBeforeTraceId}{traceId}{_bodyAfterTraceId}");
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, cancellationToken).AsTask();
    }
}
