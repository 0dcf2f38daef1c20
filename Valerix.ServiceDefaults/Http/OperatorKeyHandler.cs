using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Knows the operator by the key in the header <see cref="OperatorKey.HeaderName"/>.</summary>
internal sealed class OperatorKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IConfiguration configuration,
    IProblemDetailsService problems) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var expected = configuration[OperatorKey.ConfigurationKey];
        var given = Request.Headers[OperatorKey.HeaderName].ToString();
        if (given.Length == 0) return Task.FromResult(AuthenticateResult.NoResult());
        if (string.IsNullOrEmpty(expected) || !CryptographicOperations.FixedTimeEquals(Hash(given), Hash(expected)))
        {
            return Task.FromResult(AuthenticateResult.Fail("Not the operator's key."));
        }

        var operatorIdentity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "operator")], Scheme.Name);
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(operatorIdentity), Scheme.Name)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = $"{OperatorKey.Name} header=\"{OperatorKey.HeaderName}\"";
        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = Context,
            ProblemDetails = Problems.Details(
                StatusCodes.Status401Unauthorized,
                ProblemNames.Unauthorized,
                $"This call is for operators: send the operator's key in the header {OperatorKey.HeaderName}."),
        });
    }

    // Equal lengths, so that the comparison tells nothing about the key's own.
    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
