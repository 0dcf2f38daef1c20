using System.Net;
using Microsoft.Extensions.ServiceDiscovery;

namespace Valerix.OrderApi.Inventory;

/// <summary>Sends a call to one of Inventory's endpoints, and leaves out those that could not be reached or did not answer lately.</summary>
/// <remarks>
/// Service discovery takes the endpoints in turn, a dead one too: with one of two dead, half of all tries would fail, and the circuit, which counts
/// tries, would open to the one that is well. A call that could not connect was not sent, so it goes on to the next endpoint at once.
/// </remarks>
internal sealed class InventoryEndpoints(ServiceEndpointResolver resolver, EndpointFailures failures, TimeProvider time) : DelegatingHandler
{
    /// <summary>
    /// Half of an attempt's time. It is noted before the attempts of the waiting calls end: the circuit breaker asks then whether this endpoint is left out.
    /// </summary>
    private static readonly TimeSpan _deafAfter = TimeSpan.FromMilliseconds(500);

    private int _turn;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var endpoints = (await resolver.GetEndpointsAsync(InventoryExtensions.Address.OriginalString, cancellationToken)).Endpoints;
        if (endpoints.Count <= 1) return await base.SendAsync(request, cancellationToken);

        EndPoint[] known = [.. endpoints.Select(endpoint => endpoint.EndPoint)];
        failures.Know(known);
        for (var left = InTurn(known); ; left.RemoveAt(0))
        {
            var endpoint = left[0];
            request.RequestUri = UriOf(request.RequestUri!, endpoint);
            await using var deaf = time.CreateTimer(_ => failures.Failed(endpoint), state: null, _deafAfter, Timeout.InfiniteTimeSpan);
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                failures.Answered(endpoint);
                return response;
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError)
            {
                failures.Failed(endpoint);
                if (left.Count == 1) throw;
            }
        }
    }

    /// <summary>The endpoints in the order in which they are to be tried: each call begins with another one, and those that failed lately come last.</summary>
    private List<EndPoint> InTurn(EndPoint[] endpoints)
    {
        var first = (uint)Interlocked.Increment(ref _turn);
        return
        [
            .. Enumerable.Range(0, endpoints.Length)
                .Select(i => endpoints[(int)((first + i) % endpoints.Length)])
                .OrderBy(failures.FailedLately),
        ];
    }

    private static Uri UriOf(Uri asked, EndPoint endpoint) => endpoint switch
    {
        UriEndPoint { Uri: var uri } => new UriBuilder(uri) { Path = asked.AbsolutePath, Query = asked.Query }.Uri,
        DnsEndPoint dns => new UriBuilder(asked) { Host = dns.Host, Port = dns.Port == 0 ? asked.Port : dns.Port }.Uri,
        IPEndPoint ip => new UriBuilder(asked) { Host = ip.Address.ToString(), Port = ip.Port == 0 ? asked.Port : ip.Port }.Uri,
        _ => asked,
    };
}
