using System.Text.Json;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Storage;

/// <summary>Orders and writes as the JSON that <see cref="OrderSql"/> reads; the names are those of its record definitions.</summary>
internal static class OrderJson
{
    private static readonly JsonSerializerOptions _options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Of(IEnumerable<NewOrder> orders) => JsonSerializer.Serialize(
        orders.Select(order => new
        {
            order.Id,
            order.Draft.CustomerId,
            Status = order.First.Type,
            Message = OrderMessages.For(NewOrder.Status),
            Why = order.First.Detail,
            order.IdempotencyKey,
            PayloadHash = order.Draft.PayloadHash(),
            Lines = order.Draft.Lines.Select(line => new { line.Sku, line.Quantity }),
            Step = order.Step.Step.ToString(),
            order.Step.LeaseToken,
            LeaseMs = order.Step.Lease?.TotalMilliseconds,
            order.Step.Traceparent,
        }),
        _options);

    public static string Of(IEnumerable<OrderWrite> writes) => JsonSerializer.Serialize(
        writes.Select(write => new
        {
            write.OrderId,
            write.Fence,
            AttemptType = write.Attempt?.Type,
            AttemptDetail = write.Attempt?.Detail,
            Sources = write.Sources.Select(status => status.ToString()),
            Status = write.Change?.Target.ToString(),
            write.Change?.Message,
            write.Change?.Why,
            Refusal = write.Change?.Refusal?.ToElement(),
            write.Total,
            Prices = write.PricedLines.Select(line => new { line.Sku, line.UnitPrice }),
            Step = write.Step?.Step.ToString(),
            write.Step?.Attempts,
            DueInMs = write.Step?.DueIn?.TotalMilliseconds,
            LeaseMs = write.Step?.Lease?.TotalMilliseconds,
            write.Step?.LeaseToken,
            write.Step?.Traceparent,
            StepRefusal = write.Step?.Refusal?.ToElement(),
        }),
        _options);
}
