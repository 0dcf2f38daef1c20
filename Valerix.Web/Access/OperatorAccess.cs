using Microsoft.AspNetCore.Components.Authorization;

namespace Valerix.Web.Access;

/// <summary>Asks on the server whether whoever uses a page, or clicks in it, is an operator: at each click, because a page may outlive a sign-in.</summary>
internal sealed class OperatorAccess(AuthenticationStateProvider authentication, OperatorPasses passes)
{
    /// <summary>The role of whoever may use the control room, and the policy of its pages.</summary>
    public const string Role = "operator";

    /// <summary>The pass of the present user.</summary>
    /// <exception cref="UnauthorizedAccessException">It is no operator; a page that is open ends with this.</exception>
    public async Task<OperatorPass> DemandAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return passes.For(state.User) ?? throw new UnauthorizedAccessException("This is for operators who are signed in.");
    }
}
