using System.ComponentModel.DataAnnotations;

namespace Valerix.OrderApi.Processing;

/// <summary>Configuration section <c>Orders</c>.</summary>
internal sealed class OrdersOptions
{
    public const string Section = "Orders";

    /// <summary>How long a call may take, whatever Inventory does.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the lease of a step lasts: longer than one attempt may take with its last write, or two workers would ask at once.</summary>
    public TimeSpan Lease => TotalTimeout + TimeSpan.FromSeconds(2);
}
