using Valerix.OrderApi.Endpoints;

namespace Valerix.UnitTests.Orders;

public sealed class OrderDraftTests
{
    [Fact]
    public void The_same_order_written_in_two_ways_has_one_hash() =>
        Hash("c", ("B", 1), ("A", 2), ("B", 3)).ShouldBe(Hash("c", ("A", 2), ("B", 4)));

    [Fact]
    public void Another_customer_quantity_or_product_makes_another_hash()
    {
        byte[][] hashes =
        [
            Hash("c", ("A", 1)),
            Hash("d", ("A", 1)),
            Hash("c", ("A", 2)),
            Hash("c", ("B", 1)),
            Hash("c", ("A", 1), ("B", 1)),
            Hash("c", ("A", 11)),
            Hash("cA", ("A", 1)),
            Hash("c", ("A1", 1)),
        ];

        hashes.Select(Convert.ToHexString).Distinct().Count().ShouldBe(hashes.Length);
    }

    private static byte[] Hash(string customerId, params (string Sku, int Quantity)[] lines) =>
        OrderValidation.Read(new(customerId, [.. lines.Select(line => new PlaceOrderLine(line.Sku, line.Quantity))]), out _)
            .ShouldNotBeNull()
            .PayloadHash();
}
