using Valerix.OrderApi.Endpoints;

namespace Valerix.UnitTests.Orders;

public sealed class OrderValidationTests
{
    [Fact]
    public void Lines_of_one_sku_are_summed_and_all_are_sorted()
    {
        var draft = OrderValidation.Read(Request(("B", 1), ("A", 2), ("B", 3)), out var errors).ShouldNotBeNull();

        errors.ShouldBeEmpty();
        draft.Lines.Select(line => (line.Sku, line.Quantity)).ShouldBe([("A", 2), ("B", 4)]);
    }

    [Fact]
    public void Skus_that_differ_in_case_are_different_products()
    {
        var draft = OrderValidation.Read(Request(("a", 1), ("A", 1)), out _).ShouldNotBeNull();

        draft.Lines.Select(line => line.Sku).ShouldBe(["A", "a"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    public void A_customer_needs_a_printable_id(string? customerId)
    {
        OrderValidation.Read(Request(("A", 1)) with { CustomerId = customerId }, out var errors).ShouldBeNull();

        errors.Keys.ShouldBe(["customerId"]);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_customers_id_has_a_bound(int length, bool ok) =>
        (OrderValidation.CustomerIdError(new string('c', length)) is null).ShouldBe(ok);

    [Theory]
    [InlineData(1, true)]
    [InlineData(1_000_000, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(1_000_001, false)]
    [InlineData(int.MaxValue, false)]
    [InlineData(int.MinValue, false)]
    [InlineData(null, false)]
    public void A_quantity_has_bounds(int? quantity, bool ok)
    {
        var request = new PlaceOrderRequest("c", [new("A", quantity)]);

        (OrderValidation.Read(request, out var errors) is not null).ShouldBe(ok);
        errors.Keys.ShouldBe(ok ? [] : ["lines[0].quantity"]);
    }

    [Theory]
    [InlineData("CONSOLE-1.b_2", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("A B", false)]
    [InlineData("A\n", false)]
    [InlineData("A\0", false)]
    [InlineData("Ä", false)]
    [InlineData("A/../B", false)]
    public void A_sku_is_made_of_few_characters(string? sku, bool ok)
    {
        var request = new PlaceOrderRequest("c", [new(sku, 1)]);

        (OrderValidation.Read(request, out var errors) is not null).ShouldBe(ok);
        errors.Keys.ShouldBe(ok ? [] : ["lines[0].sku"]);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_sku_has_a_bound(int length, bool ok) =>
        (OrderValidation.Read(Request((new string('A', length), 1)), out _) is not null).ShouldBe(ok);

    [Fact]
    public void An_order_needs_a_line()
    {
        OrderValidation.Read(new("c", []), out var empty).ShouldBeNull();
        OrderValidation.Read(new("c", null), out var missing).ShouldBeNull();

        empty.Keys.ShouldBe(["lines"]);
        missing.Keys.ShouldBe(["lines"]);
    }

    [Fact]
    public void A_line_that_is_null_is_an_error_and_no_crash()
    {
        OrderValidation.Read(new("c", [null]), out var errors).ShouldBeNull();

        errors.Keys.ShouldBe(["lines[0].sku", "lines[0].quantity"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void The_number_of_products_has_a_bound(int products, bool ok)
    {
        var request = Request([.. Enumerable.Range(0, products).Select(i => ($"S{i}", 1))]);

        (OrderValidation.Read(request, out _) is not null).ShouldBe(ok);
    }

    [Fact]
    public void The_bound_on_products_counts_a_sku_once() =>
        OrderValidation.Read(Request([.. Enumerable.Repeat(("A", 1), 500)]), out _).ShouldNotBeNull().Lines.ShouldHaveSingleItem();

    [Fact]
    public void The_bound_on_quantity_is_on_the_sum()
    {
        OrderValidation.Read(Request(("A", 1_000_000), ("A", 1)), out var errors).ShouldBeNull();

        errors["lines"].ShouldHaveSingleItem().ShouldContain("A");
    }

    [Fact]
    public void Errors_are_not_counted_without_end()
    {
        OrderValidation.Read(Request([.. Enumerable.Repeat(("", 0), 5000)]), out var errors).ShouldBeNull();

        errors.Count.ShouldBeLessThan(20);
    }

    [Theory]
    [InlineData("Shipped", true)]
    [InlineData("shipped", false)]
    [InlineData("4", false)]
    [InlineData("Shipped, Delivered", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_status_is_written_as_the_contract_writes_it(string? name, bool ok) =>
        (OrderValidation.ReadStatus(name) is not null).ShouldBe(ok);

    private static PlaceOrderRequest Request(params (string Sku, int Quantity)[] lines) =>
        new("c-42", [.. lines.Select(line => new PlaceOrderLine(line.Sku, line.Quantity))]);
}
