namespace Valerix.Web.Security;

/// <summary>Refuses what a page of another site sends here: a WebSocket is bound by no same-origin policy, and a simple POST by none either.</summary>
/// <remarks>Browsers name the origin in both; a client that names none has no user whose cookies it could misuse.</remarks>
internal sealed class OwnOriginOnly(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var mayChange = context.WebSockets.IsWebSocketRequest || request.Headers.Upgrade.Count > 0 || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
        if (!mayChange || request.Headers.Origin.Count == 0 || IsOwn(request)) return next(context);

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    // The host and the port alone: a proxy that ends TLS makes http of https.
    private static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin is [{ } origin]
        && Uri.TryCreate(origin, UriKind.Absolute, out var address)
        && (string.Equals(address.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            || string.Equals($"{address.Host}:{address.Port}", request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
