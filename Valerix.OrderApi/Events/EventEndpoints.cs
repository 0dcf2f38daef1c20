using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.OrderApi.Processing;
using Valerix.ServiceDefaults.Http;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Valerix.OrderApi.Events;

/// <summary>The route of <c>/events</c>, and what it needs.</summary>
internal static class EventEndpoints
{
    private const string Path = "/events";
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    public static void AddEvents(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<TimelineReader>();

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup(Path).WithTags("Events").RequireOperatorKey();
        events.ProducesProblem(Status400BadRequest);
        events.ProducesProblem(Status503ServiceUnavailable);

        events.MapGet("/", ListAsync)
            .WithSummary("What happened to orders, as CloudEvents, oldest first (operator)")
            .WithDescription(
                "Send next as after to go on: every event comes once, and those of an order in their order. An empty page is the end for now. "
                + $"With Accept: {OrderCloudEvents.BatchMediaType} the events come as a bare array, and next in the header Link.");
    }

    private static async Task<Results<Ok<EventPage>, FileContentHttpResult, ProblemHttpResult>> ListAsync(
        string? after, [Range(1, MaxLimit)] int? limit, TimelineReader timelines, RequestBudget budget, HttpContext context)
    {
        var (position, count) = (0L, limit ?? DefaultLimit);
        var errors = new InputErrors()
            .Require(after is null || (Cursor.TryDecode(after, out position) && position >= 0), "after", "Not a position that this list gave.")
            .Require(count is >= 1 and <= MaxLimit, "limit", $"A number from 1 to {MaxLimit}.");
        if (errors.Problem is { } problem) return problem;

        // Npgsql may take longer than the budget to give a statement up; the caller is answered all the same.
        var page = await timelines.ReadAsync(position, count, budget.Whole).WaitAsync(budget.Whole);
        if (page is null) return Problems.Validation("after", "No event has come so far: the position is that of another database. Start without one.");

        var next = Cursor.Encode(page.Last);
        if (!WantsBatch(context.Request)) return TypedResults.Ok(new EventPage(OrderCloudEvents.ToJson(page.Entries), next));

        context.Response.Headers.Link = $"<{Path}?after={next}&limit={count}>; rel=\"next\"";
        return TypedResults.File(OrderCloudEvents.ToBatch(page.Entries).ToArray(), OrderCloudEvents.BatchMediaType);
    }

    private static bool WantsBatch(HttpRequest request) => request.GetTypedHeaders().Accept.Any(
        type => type.MediaType.Equals(OrderCloudEvents.BatchMediaType, StringComparison.OrdinalIgnoreCase));

    /// <summary>A part of the stream.</summary>
    /// <param name="Items">CloudEvents in the JSON format.</param>
    /// <param name="Next">Where to go on; there always is one.</param>
    private sealed record EventPage(IReadOnlyList<JsonElement> Items, string Next);
}
