using Valerix.Web.Clients;

namespace Valerix.Web.Display;

/// <summary>How a state feels, whatever it is a state of.</summary>
public enum Tone
{
    Neutral,
    Good,
    Waiting,
    Bad,
}

internal static class Tones
{
    public static Tone Of(OrderStatus status) => status switch
    {
        OrderStatus.Confirmed or OrderStatus.Shipped or OrderStatus.Delivered => Tone.Good,
        OrderStatus.Pending or OrderStatus.Shipping or OrderStatus.Cancelling => Tone.Waiting,
        OrderStatus.Rejected or OrderStatus.NeedsAttention => Tone.Bad,
        _ => Tone.Neutral,
    };

    public static Tone Of(HealthState state) => state switch
    {
        HealthState.Healthy => Tone.Good,
        HealthState.Degraded => Tone.Waiting,
        _ => Tone.Bad,
    };
}
