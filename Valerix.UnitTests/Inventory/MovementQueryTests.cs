using Valerix.InventoryApi.Endpoints;
using Valerix.ServiceDefaults.Http;

namespace Valerix.UnitTests.Inventory;

/// <summary>How a part of the ledger is asked for.</summary>
public sealed class MovementQueryTests
{
    private static readonly DateTimeOffset _noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_said_means_the_newest_fifty() =>
        MovementQuery.Read("A", limit: null, cursor: null, asOf: null, out _).ShouldBe(new MovementQuery("A", Limit: 50, Before: null, AsOf: null));

    [Fact]
    public void Everything_said_is_taken() =>
        MovementQuery.Read("A", limit: 200, Cursor.Encode(17), "2026-01-31T12:00:00Z", out _).ShouldBe(new MovementQuery("A", Limit: 200, Before: 17, _noon));

    [Theory]
    [InlineData("2026-01-31T12:00:00.000001Z", 10)]
    [InlineData("2026-01-31T14:30:00+02:30", 0)]
    [InlineData("2026-01-31T07:00:00.0-05:00", 0)]
    public void A_time_is_what_RFC_3339_says(string asOf, long ticksAfterNoon)
    {
        var time = MovementQuery.Read("A", limit: null, cursor: null, asOf, out _).ShouldNotBeNull().AsOf.ShouldNotBeNull();

        time.ShouldBe(_noon.AddTicks(ticksAfterNoon));
        time.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("A B", null, null, null, "sku")]
    [InlineData("A", 0, null, null, "limit")]
    [InlineData("A", 201, null, null, "limit")]
    [InlineData("A", null, "!", null, "cursor")]
    [InlineData("A", null, null, "2026-01-31", "asOf")]
    [InlineData("A", null, null, "2026-01-31T12:00:00", "asOf")]
    [InlineData("A", null, null, "2026-02-30T12:00:00Z", "asOf")]
    [InlineData("A", null, null, "0001-01-01T00:00:00+14:00", "asOf")]
    public void Nonsense_is_refused_by_the_name_of_its_field(string sku, int? limit, string? cursor, string? asOf, string field)
    {
        MovementQuery.Read(sku, limit, cursor, asOf, out var problem).ShouldBeNull();

        problem.ShouldNotBeNull().ProblemDetails.Extensions["errors"].ShouldBeOfType<Dictionary<string, string[]>>().Keys.ShouldBe([field]);
    }
}
