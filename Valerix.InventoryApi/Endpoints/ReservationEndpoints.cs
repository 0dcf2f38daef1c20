using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Gremlin;
using Valerix.InventoryApi.Storage;
using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.Postgres;
using Valerix.ServiceDefaults.RateLimits;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>Stock that is held for orders. Every call may be sent again: it does its work once.</summary>
internal static class ReservationEndpoints
{
    public static RouteGroupBuilder MapReservations(this IEndpointRouteBuilder routes)
    {
        var reservations = routes.MapGroup("/reservations/{orderId}").WithTags("Reservations").LimitConcurrency()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        reservations.MapGet("/", GetAsync)
            .WithSummary("What Inventory believes about an order")
            .ProducesProblem(StatusCodes.Status404NotFound);

        var changes = reservations.MapGroup("/").RequireOperatorKey().WithGremlin()
            .ProducesProblem(StatusCodes.Status409Conflict);
        changes.MapPut("/", ReserveAsync)
            .WithSummary("Holds all lines of an order, or none")
            .WithDescription("201 the first time, 200 when the same lines are held already. With holdSeconds the hold lapses by itself.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        changes.MapPost("/commit", CommitAsync)
            .WithSummary("Takes what is held off the shelf, once however often it is asked")
            .ProducesProblem(StatusCodes.Status404NotFound);
        changes.MapPost("/release", ReleaseAsync)
            .WithSummary("Lets go of what is held, once however often it is asked")
            .WithDescription("For an order that was never seen it leaves a tombstone, so that a reserve that arrives later holds nothing.");

        return reservations;
    }

    private static async Task<Results<Ok<Reservation>, ProblemHttpResult>> GetAsync(
        Guid orderId,
        Queries<InventoryDbContext> queries,
        CancellationToken cancellationToken) =>
        await queries.RunAsync(
            (database, token) => database.Reservations.AsNoTracking()
                .Include(reservation => reservation.Lines.OrderBy(line => line.Sku))
                .SingleOrDefaultAsync(reservation => reservation.OrderId == orderId, token),
            cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : InventoryProblems.ReservationNotFound(orderId);

    private static async Task<Results<Created<Reservation>, Ok<Reservation>, ProblemHttpResult>> ReserveAsync(
        Guid orderId,
        [FromBody] ReservationRequest request,
        Batcher<ReservationCommand, ReservationOutcome> warehouse,
        CancellationToken cancellationToken)
    {
        var command = request.ToCommand(orderId, out var problem);
        if (command is null) return problem!;

        return await warehouse.ExecuteAsync(command, cancellationToken) switch
        {
            ReservationOutcome.Accepted { Changed: true } accepted => TypedResults.Created($"/reservations/{orderId}", accepted.Reservation),
            ReservationOutcome.Accepted accepted => TypedResults.Ok(accepted.Reservation),
            var refused => InventoryProblems.Of(refused, orderId),
        };
    }

    private static Task<Results<Ok<Reservation>, ProblemHttpResult>> CommitAsync(
        Guid orderId,
        Batcher<ReservationCommand, ReservationOutcome> warehouse,
        CancellationToken cancellationToken) =>
        CloseAsync(warehouse, new ReservationCommand.Commit(orderId), cancellationToken);

    private static Task<Results<Ok<Reservation>, ProblemHttpResult>> ReleaseAsync(
        Guid orderId,
        Batcher<ReservationCommand, ReservationOutcome> warehouse,
        CancellationToken cancellationToken) =>
        CloseAsync(warehouse, new ReservationCommand.Release(orderId), cancellationToken);

    private static async Task<Results<Ok<Reservation>, ProblemHttpResult>> CloseAsync(
        Batcher<ReservationCommand, ReservationOutcome> warehouse,
        ReservationCommand command,
        CancellationToken cancellationToken) =>
        await warehouse.ExecuteAsync(command, cancellationToken) switch
        {
            ReservationOutcome.Accepted accepted => TypedResults.Ok(accepted.Reservation),
            var refused => InventoryProblems.Of(refused, command.OrderId),
        };
}
