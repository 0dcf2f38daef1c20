using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Processing;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.OpenApi;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Valerix.OrderApi.Events;

/// <summary>The route of <c>/events</c>, and what it needs.</summary>
internal static class EventEndpoints
{
    private const string Path = "/events";
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    private static readonly string _limitError = $"A number from 1 to {MaxLimit}.";

    public static void AddEvents(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<TimelineReader>();

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup(Path).WithTags("Events").RequireOperatorKey();
        events.ProducesProblem(Status503ServiceUnavailable);

        events.MapGet("/", ListAsync)
            .WithName("listEvents")
            .WithSummary("What happened to orders, as CloudEvents, oldest first (operator)")
            .WithDescription(
                "Send next as after to go on: every event comes once, and those of an order in their order. An empty page is the end for now. "
                + $"With Accept: {OrderCloudEvents.BatchMediaType} the events come as a bare array, and next in the header Link.")
            .WithParameterExample("after", Cursor.Encode(4_711L))
            .WithParameterExample("limit", DefaultLimit)
            .WithResponseExample(Status200OK, "an order that was confirmed", new EventPage(OrderCloudEvents.ToJson([Example()]), Cursor.Encode(4_712L)))
            .ProducesProblems(Problems.Validation("limit", _limitError));
    }

    private static async Task<Results<Ok<EventPage>, FileContentHttpResult, ProblemHttpResult>> ListAsync(
        string? after, [Range(1, MaxLimit)] int? limit, TimelineReader timelines, RequestBudget budget, HttpContext context)
    {
        var (position, count) = (0L, limit ?? DefaultLimit);
        var errors = new InputErrors()
            .Require(after is null || (Cursor.TryDecode(after, out position) && position >= 0), "after", "Not a position that this list gave.")
            .Require(count is >= 1 and <= MaxLimit, "limit", _limitError);
        if (errors.Problem is { } problem) return problem;

        var page = await timelines.ReadAsync(position, count, budget.Whole);
        if (page is null) return Problems.Validation("after", "No event has come so far: the position is that of another database. Start without one.");

        var next = Cursor.Encode(page.Last);
        if (!WantsBatch(context.Request)) return TypedResults.Ok(new EventPage(OrderCloudEvents.ToJson(page.Entries), next));

        context.Response.Headers.Link = $"<{Path}?after={next}&limit={count}>; rel=\"next\"";
        return TypedResults.File(OrderCloudEvents.ToBatch(page.Entries).ToArray(), OrderCloudEvents.BatchMediaType);
    }

    private static AnnouncedEntry Example() => new(
        4_712, new("019c13ec-9e7b-7c3e-8f1a-5d0b6c9e2a47"), nameof(OrderStatus.Confirmed), new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), "Inventory holds the stock.", "c-42", []);

    private static bool WantsBatch(HttpRequest request) => request.GetTypedHeaders().Accept.Any(
        type => type.MediaType.Equals(OrderCloudEvents.BatchMediaType, StringComparison.OrdinalIgnoreCase));

    /// <summary>A part of the stream.</summary>
    /// <param name="Items">CloudEvents in the JSON format.</param>
    /// <param name="Next">Where to go on; there always is one.</param>
    private sealed record EventPage(IReadOnlyList<JsonElement> Items, string Next);
}
