using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Gives every endpoint of a resource its place.</summary>
internal static class Endpoints
{
    /// <returns>For each replica: where it listens, by the endpoint's name.</returns>
    public static IReadOnlyList<IReadOnlyDictionary<string, int>> Allocate(IResource resource, bool randomize, ICollection<EndpointProxy> proxies)
    {
        var replicas = resource.GetReplicaCount();
        var targetPorts = Enumerable.Range(0, replicas).Select(_ => new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)).ToArray();

        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (replicas > 1 && (endpoint.TargetPort is not null || !endpoint.IsProxied))
            {
                throw new DistributedApplicationException(
                    $"'{resource.Name}' has {replicas} replicas, so its endpoint '{endpoint.Name}' can have neither a target port nor go without a proxy.");
            }

            var port = randomize && endpoint.IsProxied ? null : endpoint.Port;
            foreach (var ports in targetPorts)
                ports[endpoint.Name] = endpoint.TargetPort ?? (replicas == 1 ? port : null) ?? PortAllocator.Next();

            // Alone, a process is reached directly: nothing in between is faster.
            var direct = replicas == 1 && (port ?? targetPorts[0][endpoint.Name]) == targetPorts[0][endpoint.Name];
            var publicPort = direct ? targetPorts[0][endpoint.Name] : port ?? PortAllocator.Next();
            if (!direct)
                proxies.Add(new EndpointProxy(resource, endpoint, publicPort));

            endpoint.AllocatedEndpoint = new AllocatedEndpoint(
                endpoint,
                Address(endpoint.TargetHost),
                publicPort,
                replicas == 1 ? targetPorts[0][endpoint.Name].ToString(CultureInfo.InvariantCulture) : InstanceValues.PortPlaceholder(endpoint));
        }

        return targetPorts;
    }

    private static string Address(string targetHost) => targetHost is "0.0.0.0" or "[::]" or "::" or "*" or "+" ? "localhost" : targetHost;
}
