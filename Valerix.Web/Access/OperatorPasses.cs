using System.Security.Claims;
using Valerix.ServiceDefaults.Http;

namespace Valerix.Web.Access;

/// <summary>Gives out passes: to operators who are signed in, to everybody on a developer's machine, and to Web's own poller.</summary>
internal sealed class OperatorPasses(SignIns signIns, IConfiguration configuration)
{
    /// <summary>For what Web reads for all operators at once; what it reads must reach no page of a stranger.</summary>
    public OperatorPass ForProcess() => new(configuration[OperatorKey.ConfigurationKey], () => true);

    /// <summary>The pass of a user; null for a stranger.</summary>
    public OperatorPass? For(ClaimsPrincipal user)
    {
        if (user.Identity?.AuthenticationType == DeveloperHandler.Name) return ForProcess();
        return signIns.Stands(user) ? new(SignIns.KeyOf(user), () => signIns.Stands(user)) : null;
    }
}
