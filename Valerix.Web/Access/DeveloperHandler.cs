using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Valerix.Web.Access;

/// <summary>Takes every visitor for an operator. It is there in Development only, where the control room is one click away.</summary>
internal sealed class DeveloperHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Developer";

    private static readonly ClaimsPrincipal _developer = new(new ClaimsIdentity(
        [new(ClaimTypes.Name, OperatorAccess.Role), new(ClaimTypes.Role, OperatorAccess.Role)], Name));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(AuthenticateResult.Success(new(_developer, Scheme.Name)));
}
