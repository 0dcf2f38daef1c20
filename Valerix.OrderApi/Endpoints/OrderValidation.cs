using Valerix.OrderApi.Domain;
using Valerix.ServiceDefaults.Http;

namespace Valerix.OrderApi.Endpoints;

/// <summary>Whether what a shopper sent can be an order, and if not, what is wrong with which field.</summary>
internal static class OrderValidation
{
    /// <summary>Reads a request; <paramref name="errors"/> is empty exactly when there is a draft.</summary>
    public static OrderDraft? Read(PlaceOrderRequest request, out Dictionary<string, string[]> errors)
    {
        errors = [];
        if (CustomerIdError(request.CustomerId) is { } customerError) errors["customerId"] = [customerError];

        var lines = request.Lines ?? [];
        if (lines.Count == 0) errors["lines"] = ["An order needs at least one line."];
        for (var i = 0; i < lines.Count && errors.Count < MaxErrors; i++)
        {
            Check(lines[i], $"lines[{i}]", errors);
        }

        if (errors.Count > 0) return null;

        var summed = Sum(lines);
        if (summed.Count > OrderLimits.Lines)
        {
            errors["lines"] = [$"An order has at most {OrderLimits.Lines} different products."];
        }
        else if (summed.Find(line => line.Quantity > OrderLimits.Quantity) is { Sku: { } sku })
        {
            errors["lines"] = [$"At most {OrderLimits.Quantity} of one product; the lines of {sku} add up to more."];
        }

        return errors.Count > 0 ? null : new OrderDraft(
            request.CustomerId!,
            [.. summed.Select(line => new OrderLine { Sku = line.Sku, Quantity = (int)line.Quantity })]);
    }

    /// <summary>What is wrong with a customer's id; null when nothing is.</summary>
    public static string? CustomerIdError(string? customerId) => customerId switch
    {
        _ when string.IsNullOrWhiteSpace(customerId) => "Who is the order for?",
        { Length: > OrderLimits.CustomerIdLength } => $"At most {OrderLimits.CustomerIdLength} characters.",
        _ when !PlainText.Is(customerId) => $"Must have {PlainText.Rule}.",
        _ => null,
    };

    /// <summary>What to say when <see cref="ReadStatus"/> can't.</summary>
    public static string StatusError { get; } = $"One of {string.Join(", ", Enum.GetNames<OrderStatus>())}.";

    /// <summary>The status of that name, written as the contract writes it; null when there is none.</summary>
    public static OrderStatus? ReadStatus(string? name) =>
        Enum.GetNames<OrderStatus>().Contains(name) ? Enum.Parse<OrderStatus>(name!) : null;

    /// <summary>A body full of errors would make an answer that is larger than the request.</summary>
    private const int MaxErrors = 10;

    private static void Check(PlaceOrderLine? line, string path, Dictionary<string, string[]> errors)
    {
        if (line?.Sku is not { Length: > 0 and <= OrderLimits.SkuLength } sku || !sku.All(IsSkuCharacter))
        {
            errors[$"{path}.sku"] = [$"1 to {OrderLimits.SkuLength} of the characters A-Z a-z 0-9 . _ -"];
        }

        if (line?.Quantity is not (>= 1 and <= OrderLimits.Quantity))
        {
            errors[$"{path}.quantity"] = [$"A whole number from 1 to {OrderLimits.Quantity}."];
        }
    }

    private static bool IsSkuCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';

    // In sku order, which makes two ways to write the same order equal.
    private static List<(string Sku, long Quantity)> Sum(IReadOnlyList<PlaceOrderLine?> lines) =>
    [
        .. lines
            .GroupBy(line => line!.Sku!, line => (long)line!.Quantity!.Value, StringComparer.Ordinal)
            .Select(line => (line.Key, line.Sum()))
            .OrderBy(line => line.Key, StringComparer.Ordinal),
    ];
}
