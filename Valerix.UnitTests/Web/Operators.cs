using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Valerix.Web.Access;

namespace Valerix.UnitTests.Web;

/// <summary>The user of a page.</summary>
internal static class Operators
{
    /// <summary>Lets the components believe that <paramref name="user"/> looks at them; null is a stranger.</summary>
    public static void AddUser(this IServiceCollection services, OperatorPasses passes, ClaimsPrincipal? user) => services
        .AddSingleton(new OperatorAccess(new Known(user ?? new()), passes));

    private sealed class Known(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
