using Valerix.InventoryApi.Domain;
using Valerix.OrderApi.Domain;
using Valerix.OrderApi.Inventory;
using Shortage = Valerix.OrderApi.Domain.Shortage;

namespace Valerix.UnitTests.Protocol.Model;

/// <summary>
/// What becomes of a request and of its answer between the two services: ReservationEndpoints and ReservationProblems there,
/// InventoryClient here. The contract tests and the client's own hold these to the same table.
/// </summary>
internal static class Network
{
    public static ReservationCommand CommandFor(SagaStep step, Order order) => step switch
    {
        SagaStep.Reserve => new ReservationCommand.Reserve(
            order.Id, [.. order.Lines.Select(line => new RequestedLine(line.Sku, line.Quantity))], Hold: null),
        SagaStep.Commit => new ReservationCommand.Commit(order.Id),
        SagaStep.Release => new ReservationCommand.Release(order.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "No such step."),
    };

    public static InventoryAnswer AnswerFor(SagaStep step, ReservationOutcome outcome) => outcome switch
    {
        ReservationOutcome.Accepted accepted => step switch
        {
            SagaStep.Commit => new InventoryAnswer.Committed(),
            SagaStep.Release => new InventoryAnswer.Released(),
            _ => new InventoryAnswer.Reserved(
                [.. accepted.Reservation.Lines.Select(line => new PricedLine(line.Sku, line.Quantity, line.UnitPrice))]),
        },
        ReservationOutcome.InsufficientStock insufficient => new InventoryAnswer.InsufficientStock(
            [.. insufficient.Shortages.Select(shortage => new Shortage(shortage.Sku, (int)shortage.Requested, shortage.Available))]),
        ReservationOutcome.UnknownSku unknown => new InventoryAnswer.UnknownSku(unknown.Skus),
        ReservationOutcome.Closed => new InventoryAnswer.Closed(),
        ReservationOutcome.Mismatch => new InventoryAnswer.Mismatch(),
        ReservationOutcome.NotFound => new InventoryAnswer.NotFound(),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No such outcome."),
    };
}
