using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Valerix.InventoryApi.Domain;
using Valerix.OrderApi.Domain;

namespace Valerix.UnitTests.Protocol.Model;

/// <summary>All that can still matter about a world, as text: two worlds with the same text have the same future.</summary>
internal static class StateFingerprint
{
    /// <summary>Equal for worlds that differ in the names of ids, in how late it is, or in which of two like orders is which.</summary>
    public static UInt128 KeyOf(SystemState world)
    {
        var text = new StringBuilder();
        AppendStock(text, world);
        string[] orders = [.. Enumerable.Range(0, world.Setting.Orders.Count).Select(index => Wish(world, index) + Of(world, index))];
        Array.Sort(orders, StringComparer.Ordinal);
        text.AppendJoin('\n', orders).Append(CultureInfo.InvariantCulture, $"\n{world.Faults}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return BitConverter.ToUInt128(hash);
    }

    /// <summary>For people.</summary>
    public static string Of(SystemState world)
    {
        var text = new StringBuilder();
        AppendStock(text, world);
        for (var index = 0; index < world.Setting.Orders.Count; index++)
        {
            if (world.Order(index) is not null) text.Append(CultureInfo.InvariantCulture, $"| {index + 1}: {Of(world, index)} ");
        }

        return text.ToString();
    }

    private static void AppendStock(StringBuilder text, SystemState world)
    {
        foreach (var product in world.Inventory.Products)
        {
            text.Append(CultureInfo.InvariantCulture, $"{product.Sku} {product.OnHand} ({product.Reserved} held) ");
        }

        for (var nth = 0; nth < world.Setting.Adjustments.Count; nth++)
        {
            if (world.Inventory.Movements.Any(movement => movement.IdempotencyKey == $"adjustment {nth + 1}")) text.Append('+').Append(nth);
        }

        foreach (var reservation in world.Inventory.Reservations.Where(reservation => world.Orders.Find(reservation.OrderId) is null))
        {
            text.Append(" guest:");
            AppendReservation(text, reservation, world);
        }
    }

    private static string Wish(SystemState world, int index) => string.Join(',', world.Setting.Orders[index].Select(line => $"{line.Quantity}{line.Sku}"));

    private static string Of(SystemState world, int index)
    {
        if (world.Order(index) is not { } order) return "–";

        var text = new StringBuilder();
        var known = Of(order, world);
        text.Append(known);
        AppendReservation(text, world.Inventory.Find(order.Id), world);
        foreach (var attempt in world.Attempts.Where(attempt => attempt.Order.Id == order.Id))
        {
            text.Append(attempt.Token == order.Step?.LeaseToken ? " trying" : " overtaken");
            AppendIfOther(text, Of(attempt.Order, world), known);
            text.Append(attempt.Tries > 1 ? " again" : "");
            if (attempt.Answer is { } answer) text.Append(" -> ").Append(answer.GetType().Name);
        }

        foreach (var late in world.Late.Where(late => late.OrderId == order.Id).Select(late => late.Step.ToString()).Order(StringComparer.Ordinal))
        {
            text.Append(" late ").Append(late);
        }

        foreach (var seen in world.Looks.Where(seen => seen.Id == order.Id))
        {
            text.Append(seen.Step!.LeaseToken == order.Step?.LeaseToken ? " seen" : " seen before");
            AppendIfOther(text, Of(seen, world), known);
        }

        return text.ToString();
    }

    private static void AppendIfOther(StringBuilder text, string seen, string known)
    {
        if (seen != known) text.Append('(').Append(seen).Append(')');
    }

    private static string Of(Order order, SystemState world)
    {
        var text = new StringBuilder();
        text.Append(order.Status).Append(' ');
        if (order.AttentionFrom is { } from) text.Append("from ").Append(from).Append(' ');
        if (order.Total is not null) text.Append("priced ");
        if (order.Step is { } step) AppendStep(text, step, world);
        return text.ToString();
    }

    private static void AppendStep(StringBuilder text, OrderStep step, SystemState world)
    {
        text.Append("needs ").Append(step.Step).Append(' ');
        if (step.Attempts > 0) text.Append(step.Attempts).Append(" tried ");
        if (step.Refusal is not null) text.Append("refused ");
        if (step.DueAt is null) text.Append("parked ");
        if (step.DueAt > world.Now) text.Append("due in ").Append(Ticks(step.DueAt.Value, world)).Append(' ');
        if (step.LeaseUntil is { } until) text.Append("lease ").Append(Ticks(until, world)).Append(' ');
    }

    private static void AppendReservation(StringBuilder text, Reservation? reservation, SystemState world)
    {
        text.Append('[').Append(reservation?.State.ToString() ?? "none");
        if (reservation?.ExpiresAt is { } end) text.Append(' ').Append(Ticks(end, world));
        text.Append(']');
    }

    private static double Ticks(DateTimeOffset until, SystemState world) => Math.Max(0, (until - world.Now) / Setting.Tick);
}
