using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Valerix.ServiceDefaults.Http;

namespace Valerix.Web.Access;

/// <summary>Signs operators in by their key, and knows which sign-ins still stand.</summary>
/// <remarks>
/// The cookie is the sign-in: it holds the key, encrypted, so that a key that is taken back ends every sign-in that was made with it. Only what was
/// ended before its time is kept here; another process of Web does not learn of it, and there the cookie counts until its time is up.
/// </remarks>
internal sealed class SignIns(OperatorKeyCheck check, TimeProvider time)
{
    /// <summary>The authentication scheme of the cookie.</summary>
    public const string Scheme = "OperatorCookie";

    /// <summary>A shift. It is not prolonged by use.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private const string KeyClaim = "key";
    private const string EndClaim = "end";
    private const string IdClaim = "id";

    private readonly ConcurrentDictionary<string, DateTimeOffset> _endedEarly = [];

    /// <summary>The operator that signs in with this key; null when the key is not the operator's.</summary>
    public ClaimsPrincipal? SignIn(string key)
    {
        if (!check.IsRight(key)) return null;

        var end = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new(new ClaimsIdentity(
            [
                new(ClaimTypes.Name, OperatorAccess.Role), new(ClaimTypes.Role, OperatorAccess.Role),
                new(KeyClaim, key), new(EndClaim, end), new(IdClaim, Guid.NewGuid().ToString("N")),
            ],
            Scheme));
    }

    /// <summary>Ends a sign-in before its time: its cookie and its open pages are an operator's no more.</summary>
    public void End(ClaimsPrincipal user)
    {
        var now = time.GetUtcNow();
        foreach (var (id, end) in _endedEarly) if (end <= now) _endedEarly.TryRemove(id, out _);
        if (Stands(user)) _endedEarly[user.FindFirstValue(IdClaim)!] = EndOf(user);
    }

    public bool Stands(ClaimsPrincipal user) =>
        user.Identity?.AuthenticationType == Scheme
        && EndOf(user) > time.GetUtcNow()
        && check.IsRight(KeyOf(user))
        && user.FindFirstValue(IdClaim) is { } id && !_endedEarly.ContainsKey(id);

    /// <summary>The key that the operator signed in with.</summary>
    public static string KeyOf(ClaimsPrincipal user) => user.FindFirstValue(KeyClaim) ?? "";

    private static DateTimeOffset EndOf(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(EndClaim), CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
}
