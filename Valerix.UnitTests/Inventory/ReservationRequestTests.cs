using Valerix.InventoryApi.Domain;
using Valerix.InventoryApi.Endpoints;

namespace Valerix.UnitTests.Inventory;

/// <summary>What makes sense as a wish to reserve.</summary>
public sealed class ReservationRequestTests
{
    [Fact]
    public void Lines_of_one_sku_are_summed_and_all_are_sorted_byte_by_byte()
    {
        var command = Read(new([new("b", 1), new("A", 2), new("b", 3), new("B", 4)], HoldSeconds: 60)).Command.ShouldNotBeNull();

        command.Lines.ShouldBe([new("A", 2), new("B", 4), new("b", 4)]);
        command.Hold.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_hundred_skus_are_enough() => Read(new(Skus(100), HoldSeconds: null)).Command.ShouldNotBeNull();

    public static TheoryData<string, int?, string> Nonsense => new()
    {
        { "", null, "lines" },
        { "A:0", null, "lines[0].quantity" },
        { "A:1 B:-1", null, "lines[1].quantity" },
        { "A:1000001", null, "lines[0].quantity" },
        { "A:1000000 A:1", null, "lines" },
        { "A*:1", null, "lines[0].sku" },
        { "A\0:1", null, "lines[0].sku" },
        { ":1", null, "lines[0].sku" },
        { "A:1", 0, "holdSeconds" },
        { "A:1", 86_401, "holdSeconds" },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void Nonsense_is_refused_by_the_name_of_its_field(string lines, int? holdSeconds, string field) =>
        ErrorsOf(new([.. lines.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Line)], holdSeconds)).Keys.ShouldBe([field]);

    [Fact]
    public void Missing_parts_are_refused()
    {
        ErrorsOf(new(Lines: null, HoldSeconds: null)).Keys.ShouldBe(["lines"]);
        ErrorsOf(new([null], HoldSeconds: null)).Keys.ShouldBe(["lines[0].sku", "lines[0].quantity"]);
    }

    [Fact]
    public void A_hundred_and_one_skus_are_too_many() => ErrorsOf(new(Skus(101), HoldSeconds: null)).Keys.ShouldBe(["lines"]);

    [Fact]
    public void A_sum_that_no_integer_holds_is_refused() =>
        ErrorsOf(new([.. Enumerable.Repeat(Line("A:1000000"), 2_500)], HoldSeconds: null)).Keys.ShouldBe(["lines"]);

    [Fact]
    public void Not_every_error_of_a_body_full_of_them_is_told() =>
        ErrorsOf(new([.. Enumerable.Repeat<ReservationRequestLine?>(null, 1_000)], HoldSeconds: null)).Count.ShouldBe(20);

    private static ReservationRequestLine[] Skus(int count) => [.. Enumerable.Range(1, count).Select(i => new ReservationRequestLine($"S{i}", 1))];

    private static ReservationRequestLine Line(string text) => text.Split(':') is [var sku, var quantity]
        ? new(sku, int.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture))
        : throw new ArgumentException("A line is sku:quantity.", nameof(text));

    private static (ReservationCommand.Reserve? Command, IReadOnlyDictionary<string, string[]>? Errors) Read(ReservationRequest request)
    {
        var command = request.ToCommand(Guid.CreateVersion7(), out var problem);
        return (command, (IReadOnlyDictionary<string, string[]>?)problem?.ProblemDetails.Extensions["errors"]);
    }

    private static IReadOnlyDictionary<string, string[]> ErrorsOf(ReservationRequest request)
    {
        var (command, errors) = Read(request);
        command.ShouldBeNull();
        return errors.ShouldNotBeNull();
    }
}
