using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Gremlin;
using Valerix.InventoryApi.Storage;
using Valerix.ServiceDefaults.Batching;
using Valerix.ServiceDefaults.Http;
using Valerix.ServiceDefaults.OpenApi;
using Valerix.ServiceDefaults.Postgres;
using Valerix.ServiceDefaults.RateLimits;
using Examples = Valerix.InventoryApi.Endpoints.InventoryExamples;

namespace Valerix.InventoryApi.Endpoints;

/// <summary>Stock that is held for orders. Every call may be sent again: it does its work once.</summary>
internal static class ReservationEndpoints
{
    public static RouteGroupBuilder MapReservations(this IEndpointRouteBuilder routes)
    {
        var reservations = routes.MapGroup("/reservations/{orderId}").WithTags("Reservations").LimitConcurrency()
            .WithParameterExample("orderId", Examples.OrderId)
            .ProducesProblems(Examples.BadOrderId);

        reservations.MapGet("/", GetAsync)
            .WithName("getReservation")
            .WithSummary("What Inventory believes about an order")
            .WithResponseExample(StatusCodes.Status200OK, "reserved", Examples.In(ReservationState.Reserved))
            .ProducesProblems(InventoryProblems.ReservationNotFound(Examples.OrderId));

        var changes = reservations.MapGroup("/").RequireOperatorKey().WithGremlin()
            .ProducesProblems(Examples.Refused(new ReservationOutcome.Busy()));
        changes.MapPut("/", ReserveAsync)
            .WithName("reserve")
            .WithSummary("Holds all lines of an order, or none")
            .WithDescription("201 the first time, 200 when the same lines are held already. With holdSeconds the hold lapses by itself.")
            .WithRequestExample("for ever", Examples.ReservationRequest)
            .WithRequestExample("for a quarter of an hour", Examples.HoldRequest)
            .WithResponseExample(StatusCodes.Status201Created, "reserved", Examples.In(ReservationState.Reserved))
            .WithResponseExample(StatusCodes.Status200OK, "reserved before", Examples.In(ReservationState.Reserved))
            .ProducesProblems(
                Examples.InsufficientStock,
                Examples.Refused(new ReservationOutcome.Closed(ReservationState.Released)),
                Examples.Refused(new ReservationOutcome.Mismatch()),
                Examples.Refused(new ReservationOutcome.UnknownSku([Examples.UnknownSku])));
        changes.MapPost("/commit", CommitAsync)
            .WithName("commitReservation")
            .WithSummary("Takes what is held off the shelf, once however often it is asked")
            .WithResponseExample(StatusCodes.Status200OK, "committed", Examples.In(ReservationState.Committed))
            .ProducesProblems(
                InventoryProblems.ReservationNotFound(Examples.OrderId), Examples.Refused(new ReservationOutcome.Closed(ReservationState.Released)));
        changes.MapPost("/release", ReleaseAsync)
            .WithName("releaseReservation")
            .WithSummary("Lets go of what is held, once however often it is asked")
            .WithDescription("For an order that was never seen it leaves a tombstone, so that a reserve that arrives later holds nothing.")
            .WithResponseExample(StatusCodes.Status200OK, "released", Examples.In(ReservationState.Released))
            .ProducesProblems(Examples.Refused(new ReservationOutcome.Closed(ReservationState.Committed)));

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
