using Microsoft.AspNetCore.Builder;

namespace Valerix.ServiceDefaults.RateLimits;

/// <summary>Bounds how many calls of a kind are under way at once.</summary>
/// <param name="Kind">Calls of other kinds don't count.</param>
/// <param name="OperatorsToo">Whether it holds for calls with the operator's key as well.</param>
internal sealed record ConcurrencyLimit(string Kind, bool OperatorsToo);

/// <summary>How routes say what they are bounded by.</summary>
public static class ConcurrencyLimitExtensions
{
    /// <summary>Bounds how many calls are under way at once; operators' calls pass, and don't count.</summary>
    public static TBuilder LimitConcurrency<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new ConcurrencyLimit("calls", OperatorsToo: false));

    /// <summary>Bounds the placing of orders, apart from all other calls and for operators too.</summary>
    public static TBuilder LimitOrderPlacement<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new ConcurrencyLimit("new work", OperatorsToo: true));
}
