using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Valerix.OrderApi.Processing;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults.Http;

namespace Valerix.OrderApi.Endpoints;

/// <summary>The calls that only look.</summary>
internal static class OrderQueries
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>What is wrong with a limit that is too small or too large.</summary>
    public static string LimitError { get; } = $"A number from 1 to {MaxLimit}.";

    /// <summary>Far more than an order's life brings about.</summary>
    private const int MaxEvents = 1000;

    public static async Task<Results<Ok<OrderResponse>, ProblemHttpResult>> GetAsync(Guid id, OrderService process, RequestBudget budget) =>
        await process.FindAsync(id, budget) is { } order
            ? TypedResults.Ok(OrderResponse.From(order))
            : OrderResults.NotFound();

    public static async Task<Results<Ok<TimelineResponse>, ProblemHttpResult>> ListEventsAsync(
        Guid id, OrdersDbContext database, RequestBudget budget)
    {
        var events = await ReadEventsAsync(id, database, budget.Whole);

        // An order without events can't be: the first one is written with it.
        return events.Count > 0 ? TypedResults.Ok(new TimelineResponse(events)) : OrderResults.NotFound();
    }

    /// <summary>Oldest first; none when there is no such order.</summary>
    public static Task<List<TimelineEventResponse>> ReadEventsAsync(Guid id, OrdersDbContext database, CancellationToken cancellationToken) =>
        database.Events
            .Where(entry => entry.OrderId == id)
            .OrderBy(entry => entry.Id)
            .Take(MaxEvents)
            .Select(entry => new TimelineEventResponse(entry.Type, entry.At, entry.Detail))
            .ToListAsync(cancellationToken);

    public static async Task<Results<Ok<Page<OrderResponse>>, ProblemHttpResult>> ListAsync(
        string? customerId, string? status, [Range(1, MaxLimit)] int? limit, string? cursor, OrdersDbContext database, RequestBudget budget)
    {
        var errors = new Dictionary<string, string[]>();
        var orders = database.Orders.AsNoTracking();
        if (customerId is not null)
        {
            if (OrderValidation.CustomerIdError(customerId) is { } error) errors["customerId"] = [error];
            orders = orders.Where(order => order.CustomerId == customerId);
        }

        if (status is not null)
        {
            if (OrderValidation.ReadStatus(status) is not { } wanted) errors["status"] = [OrderValidation.StatusError];
            else orders = orders.Where(order => order.Status == wanted);
        }

        if (cursor is not null)
        {
            if (!Cursor.TryDecode(cursor, out Guid last)) errors["cursor"] = ["Not a cursor that this list gave."];
            orders = orders.Where(order => order.Id < last);
        }

        var count = limit ?? DefaultLimit;
        if (count is < 1 or > MaxLimit) errors["limit"] = [LimitError];
        if (errors.Count > 0) return Problems.Validation(errors);

        var rows = await orders
            .OrderByDescending(order => order.Id)
            .Take(count + 1)
            .Include(order => order.Lines)
            .ToListAsync(budget.Whole);
        return TypedResults.Ok(Page.From(rows.ConvertAll(OrderResponse.From), count, order => Cursor.Encode(order.Id)));
    }
}
