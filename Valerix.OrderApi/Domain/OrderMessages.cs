namespace Valerix.OrderApi.Domain;

/// <summary>What a shopper reads about an order.</summary>
internal static class OrderMessages
{
    public static string For(OrderStatus status, Refusal? refusal = null) => status switch
    {
        OrderStatus.Pending => "We have your order and are waiting for the warehouse to set the goods aside.",
        OrderStatus.Confirmed => "Your order is confirmed: the goods are set aside for you.",
        OrderStatus.Rejected => Explain(refusal),
        OrderStatus.Shipping => "Your order is being shipped.",
        OrderStatus.Shipped => "Your order is on its way.",
        OrderStatus.Delivered => "Your order has been delivered.",
        OrderStatus.Cancelling => "Your order is being cancelled.",
        OrderStatus.Cancelled => "Your order is cancelled.",
        OrderStatus.NeedsAttention => "We have your order; one of us has to look at it before it goes on.",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
    };

    private static string Explain(Refusal? refusal) => refusal switch
    {
        { Shortages: [_, ..] shortages } =>
            $"Sorry, there is not enough of {string.Join(", ", shortages.Select(line => $"{line.Sku} ({line.Requested} wanted, {line.Available} left)"))}.",
        { UnknownSkus: [_, ..] skus } => $"Sorry, we do not sell {string.Join(", ", skus)}.",
        _ => "Sorry, we can't fulfil this order.",
    };
}
