using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Valerix.FrontDoor;

/// <summary>Sends a call to another replica when the chosen one could not be reached.</summary>
/// <remarks>
/// Between the death of a process and the next probe, the proxy still counts its replica as healthy. A connection that was refused
/// has carried nothing of the call, so any call may be sent again, an order without an idempotency key too.
/// </remarks>
internal sealed class NextReplica(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        // Load balancing leaves only the chosen one in the feature's own list.
        List<DestinationState> left = [.. proxy.AvailableDestinations];
        await next(context);
        while (CouldNotConnect(context) && left.Remove(proxy.ProxiedDestination!) && left.Count > 0)
        {
            proxy.AvailableDestinations = left;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
            await next(context);
        }
    }

    private static bool CouldNotConnect(HttpContext context) =>
        context.GetForwarderErrorFeature()?.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }
        && !context.Response.HasStarted;
}
