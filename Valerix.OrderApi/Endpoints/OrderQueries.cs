using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Valerix.OrderApi.Processing;
using Valerix.OrderApi.Storage;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.Postgres;

namespace Valerix.OrderApi.Endpoints;

/// <summary>The calls that only look.</summary>
internal static class OrderQueries
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>The error about a limit that is too small or too large.</summary>
    public static string LimitError { get; } = $"A number from 1 to {MaxLimit}.";

    /// <summary>Far more than an order's life brings about.</summary>
    private const int MaxEvents = 1000;

    public static async Task<Results<Ok<OrderResponse>, ProblemHttpResult>> GetAsync(Guid id, OrderService process, RequestBudget budget) =>
        await process.FindAsync(id, budget) is { } order
            ? TypedResults.Ok(OrderResponse.From(order))
            : OrderResults.NotFound();

    public static async Task<Results<Ok<TimelineResponse>, ProblemHttpResult>> ListEventsAsync(
        Guid id, Queries<OrdersDbContext> queries, RequestBudget budget)
    {
        var events = await ReadEventsAsync(id, queries, budget.Whole);

        // An order without events can't be: the first one is written with it.
        return events.Count > 0 ? TypedResults.Ok(new TimelineResponse(events)) : OrderResults.NotFound();
    }

    /// <summary>Oldest first; none when there is no such order.</summary>
    public static Task<List<TimelineEventResponse>> ReadEventsAsync(Guid id, Queries<OrdersDbContext> queries, CancellationToken cancellationToken) =>
        queries.RunAsync(
            (database, token) => database.Events
                .Where(entry => entry.OrderId == id)
                .OrderBy(entry => entry.Id)
                .Take(MaxEvents)
                .Select(entry => new TimelineEventResponse(entry.Type, entry.At, entry.Detail))
                .ToListAsync(token),
            cancellationToken);

    public static async Task<Results<Ok<Page<OrderResponse>>, ProblemHttpResult>> ListAsync(
        string? customerId, string? status, [Range(1, MaxLimit)] int? limit, string? cursor, Queries<OrdersDbContext> queries, RequestBudget budget)
    {
        var errors = new Dictionary<string, string[]>();
        if (customerId is not null && OrderValidation.CustomerIdError(customerId) is { } error) errors["customerId"] = [error];

        var wanted = status is null ? null : OrderValidation.ReadStatus(status);
        if (status is not null && wanted is null) errors["status"] = [OrderValidation.StatusError];

        Guid last = default;
        if (cursor is not null && !Cursor.TryDecode(cursor, out last)) errors["cursor"] = ["Not a cursor that this list gave."];

        var count = limit ?? DefaultLimit;
        if (count is < 1 or > MaxLimit) errors["limit"] = [LimitError];
        if (errors.Count > 0) return Problems.Validation(errors);

        var rows = await queries.RunAsync(
            (database, token) =>
            {
                var orders = database.Orders.AsNoTracking();
                if (customerId is not null) orders = orders.Where(order => order.CustomerId == customerId);
                if (wanted is not null) orders = orders.Where(order => order.Status == wanted);
                if (cursor is not null) orders = orders.Where(order => order.Id < last);
                return orders.OrderByDescending(order => order.Id).Take(count + 1).Include(order => order.Lines).ToListAsync(token);
            },
            budget.Whole);
        return TypedResults.Ok(Page.From(rows.ConvertAll(OrderResponse.From), count, order => Cursor.Encode(order.Id)));
    }
}
