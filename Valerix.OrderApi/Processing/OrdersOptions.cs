using System.ComponentModel.DataAnnotations;

namespace Valerix.OrderApi.Processing;

/// <summary>Configuration section <c>Orders</c>.</summary>
internal sealed class OrdersOptions
{
    public const string Section = "Orders";

    /// <summary>How long a call may take, whatever Inventory does.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a step belongs to whoever runs it: longer than that may take, its last write included.</summary>
    public TimeSpan Lease => TotalTimeout + TimeSpan.FromSeconds(2);
}
