using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Valerix.Web.Access;

namespace Valerix.Web.Security;

/// <summary>Keeps strangers' open pages within <see cref="CircuitBounds"/>: a page that would find no place is not served, and says so.</summary>
/// <remarks>Signed-in operators are not counted, so that the control room can be opened while the shop is full.</remarks>
internal sealed class CircuitLimit(RequestDelegate next, CircuitPlaces places)
{
    private const string HubPath = "/_blazor";
    private const int RetryAfterSeconds = 30;

    private const string Full =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Full · Valerix</title></head>
        <body><h1>The shop is full at the moment</h1><p>More people look at it than it can serve, or many from your address. Please come back in half a minute.</p></body>
        </html>
        """;

    public async Task InvokeAsync(HttpContext context)
    {
        var remote = context.Connection.RemoteIpAddress;
        if (context.User.IsInRole(OperatorAccess.Role))
        {
            await next(context);
        }
        else if (context.Request.Path.StartsWithSegments(HubPath))
        {
            await ConnectAsync(context);
        }
        else if (IsInteractive(context) && !places.IsFree(remote))
        {
            await RefuseAsync(context.Response);
        }
        else
        {
            await next(context);
        }
    }

    private async Task ConnectAsync(HttpContext context)
    {
        if (context.Request.Headers.Upgrade.Count == 0)
        {
            // Long polling is no single request that ends with the page, so it can't be counted; every present browser has WebSockets.
            if (IsLongPolling(context.Request)) context.Response.StatusCode = StatusCodes.Status400BadRequest;
            else await next(context);
            return;
        }

        using var place = places.TryTake(context.Connection.RemoteIpAddress);
        if (place is null) context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else await next(context);
    }

    private static bool IsLongPolling(HttpRequest request) => request.Path == HubPath && request.Query.ContainsKey("id");

    private static bool IsInteractive(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { Type: var page } && page.GetCustomAttribute<RenderModeAttribute>() is not null;

    private static Task RefuseAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(Full, response.HttpContext.RequestAborted);
    }
}
