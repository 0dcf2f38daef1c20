using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.RateLimits;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>
/// Several calls in one request, for a client that has many to make at once: the request costs more than the call. Each is answered as if it had come
/// alone, on a line of its own and as soon as it is done, whatever becomes of the others.
/// </summary>
internal static class ReservationBatchEndpoints
{
    /// <summary>A JSON value a line; see https://jsonlines.org.</summary>
    private const string JsonLines = "application/jsonl";

    public static void MapReservationBatches(this IEndpointRouteBuilder routes) =>
        // An arrangement between the two services, and no part of what Inventory promises to others.
        routes.MapPost("/reservations/batch", ExecuteAsync).LimitConcurrency().RequireOperatorKey().ExcludeFromDescription();

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> ExecuteAsync(
        [FromBody] ReservationBatchRequest request, ReservationCalls calls, IOptions<JsonOptions> json, HttpContext http)
    {
        if (request.FindProblem() is { } problem) return problem;

        var answers = Channel.CreateBounded<ReservationAnswer>(request.Calls!.Count);
        var work = Task.WhenAll(request.Calls.Select(async (call, i) => answers.Writer.TryWrite(await calls.AnswerAsync(i, call!, http))));
        try
        {
            http.Response.ContentType = JsonLines;
            await WriteAsync(http.Response, answers.Reader, request.Calls.Count, json.Value.SerializerOptions, http.RequestAborted);
        }
        finally
        {
            // Each of them knows, too, when the caller has left.
            await work;
        }

        return TypedResults.Empty;
    }

    // What is there together leaves together.
    private static async Task WriteAsync(
        HttpResponse response, ChannelReader<ReservationAnswer> answers, int count, JsonSerializerOptions json, CancellationToken cancellationToken)
    {
        var body = response.BodyWriter;
        await using var writer = new Utf8JsonWriter(body);
        for (var left = count; left > 0;)
        {
            await answers.WaitToReadAsync(cancellationToken);
            for (; answers.TryRead(out var answer); left--) WriteLine(writer, body, answer, json);
            await body.FlushAsync(cancellationToken);
        }
    }

    private static void WriteLine(Utf8JsonWriter writer, PipeWriter body, ReservationAnswer answer, JsonSerializerOptions json)
    {
        JsonSerializer.Serialize(writer, answer, json);
        writer.Flush();
        writer.Reset();
        body.Write("\n"u8);
    }
}
