using System.ComponentModel.DataAnnotations;

namespace Valerix.OrderApi.Processing;

/// <summary>Configuration section <c>Steps</c>.</summary>
internal sealed class StepsOptions
{
    public const string Section = "Steps";

    /// <summary>After so many without an answer, an order needs attention. A step that is not asked while a circuit is open does not count.</summary>
    [Range(1, 1_000_000)]
    public int MaxAttempts { get; set; } = 100;
}
