using Valerix.ServiceDefaults.Http;

namespace Valerix.ServiceDefaults.Resilience;

/// <summary>Which requests may be sent a second time.</summary>
/// <remarks>Idempotent methods (RFC 9110, section 9.2.2), and whatever carries an idempotency key.</remarks>
public static class SafeToRepeat
{
    private static readonly HashSet<HttpMethod> _idempotent =
        [HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Trace, HttpMethod.Put, HttpMethod.Delete];

    /// <summary>True when sending <paramref name="request"/> again can't do its work twice; false for an unknown request.</summary>
    public static bool Allows(HttpRequestMessage? request) =>
        request is not null
        && (_idempotent.Contains(request.Method) || request.Headers.Contains(IdempotencyKey.HeaderName));
}
