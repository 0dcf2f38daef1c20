using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Calls that only an operator may make carry the operator's key.</summary>
public static class OperatorKey
{
    public const string HeaderName = "X-Api-Key";

    /// <summary>Where the key is configured; without one, every operator call is refused.</summary>
    public const string ConfigurationKey = "Operator:Key";

    /// <summary>The name of the authentication scheme and of the policy.</summary>
    internal const string Name = "OperatorKey";

    /// <summary>Answers 401 <c>unauthorized</c>, before anything of the request is read, unless it carries the operator's key.</summary>
    public static TBuilder RequireOperatorKey<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints
            .RequireAuthorization(Name)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status401Unauthorized, typeof(ProblemDetails), ["application/problem+json"]));

    /// <summary>The problem of a call that carries no key, or not the right one.</summary>
    internal static ProblemDetails Missing() => Problems.Details(
        StatusCodes.Status401Unauthorized,
        ProblemNames.Unauthorized,
        $"This call is for operators: send the operator's key in the header {HeaderName}.");

    internal static void AddOperatorKey(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OperatorKeyCheck>();
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, OperatorKeyHandler>(Name, configureOptions: null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Name, policy => policy.AddAuthenticationSchemes(Name).RequireAuthenticatedUser());
    }
}
