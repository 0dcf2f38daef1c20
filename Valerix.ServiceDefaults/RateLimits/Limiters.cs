using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Valerix.ServiceDefaults.Http;

namespace Valerix.ServiceDefaults.RateLimits;

/// <summary>The limits of all calls.</summary>
public static class Limiters
{
    /// <summary>An IPv6 customer has a network of 2^64 addresses, so the network counts.</summary>
    private const int NetworkBytes = 8;

    private const string Exempt = "";

    // No call comes from this address; it stands for connections without one.
    private static readonly IPAddress _exempt = IPAddress.None;

    /// <summary>First the address's own bucket, so that one address can't fill the queue for all; then the bound on what is under way.</summary>
    internal static PartitionedRateLimiter<HttpContext> Create(RateLimitsOptions options, OperatorKeyCheck operatorKey) => PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, IPAddress>(call => Bucket(call, options, operatorKey)),
        PartitionedRateLimiter.Create<HttpContext, string>(call => Concurrency(call, options, operatorKey)));

    /// <summary>Whose bucket a call draws from.</summary>
    public static IPAddress AddressOf(IPAddress remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        if (remote.IsIPv4MappedToIPv6) return remote.MapToIPv4();
        if (remote.AddressFamily != AddressFamily.InterNetworkV6) return remote;

        var bytes = remote.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new IPAddress(bytes);
    }

    // A call without an address is the service's own, to warm itself up.
    private static RateLimitPartition<IPAddress> Bucket(HttpContext call, RateLimitsOptions options, OperatorKeyCheck operatorKey) =>
        !options.Enabled || call.Connection.RemoteIpAddress is not { } remote || operatorKey.IsGivenBy(call.Request)
            ? RateLimitPartition.GetNoLimiter(_exempt)
            : RateLimitPartition.GetTokenBucketLimiter(AddressOf(remote), _ => new()
            {
                TokenLimit = options.Burst,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1) / options.PerSecond,
                QueueLimit = 0,
            });

    private static RateLimitPartition<string> Concurrency(HttpContext call, RateLimitsOptions options, OperatorKeyCheck operatorKey) =>
        call.GetEndpoint()?.Metadata.GetMetadata<ConcurrencyLimit>() is { } limit && (limit.OperatorsToo || !operatorKey.IsGivenBy(call.Request))
            ? RateLimitPartition.Get(limit.Kind, _ => new BoundedWaitRateLimiter(
                new ConcurrencyLimiter(new()
                {
                    PermitLimit = options.MaxConcurrent,
                    QueueLimit = options.MaxWaiting,
                    QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                }),
                TimeSpan.FromMilliseconds(options.MaxWaitMs),
                TimeProvider.System))
            : RateLimitPartition.GetNoLimiter(Exempt);
}
