using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.RateLimits;

namespace Valerix.ServiceDefaults.OpenApi;

/// <summary>The problems that stand for something between the caller and the routes, and are the same for all of these.</summary>
internal static class CommonProblems
{
    public static IReadOnlyList<BodyExample> All { get; } =
    [
        ExampleExtensions.Of(OperatorKey.Missing()),
        ExampleExtensions.Of(Rejection.RateLimitedProblem()),
        ExampleExtensions.Of(Rejection.OverloadedProblem()),
        ExampleExtensions.Of(ExceptionProblems.DatabaseAway()),
    ];
}
