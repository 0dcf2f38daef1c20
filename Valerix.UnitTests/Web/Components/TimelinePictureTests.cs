using Valerix.Web.Clients;
using Valerix.Web.Components.Timeline;

namespace Valerix.UnitTests.Web.Components;

public sealed class TimelinePictureTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Each_entry_looks_like_what_it_was()
    {
        IReadOnlyList<TimelineEvent> events =
        [
            new("Pending", _start, "The order was placed."),
            new("ReserveAttempt", _start.AddSeconds(2.75), "Outcome unknown: Inventory did not answer in time. (3 tries, 2750 ms)"),
            new("ReserveAttempt", _start.AddSeconds(4), "Not asked: Inventory failed too often just now. (0 ms)"),
            new("ReserveAttempt", _start.AddSeconds(6), "Inventory holds the stock. (7 ms)"),
            new("Confirmed", _start.AddSeconds(6), "Inventory holds the stock."),
        ];

        var picture = await Html.OfAsync<TimelinePicture>(new() { [nameof(TimelinePicture.Events)] = events });

        picture.Attributes("data-kind").ShouldBe(["Status", "Unknown", "NotAsked", "Answered", "Status"]);
        picture.Words.ShouldContain("Reserve at Inventory after 2.75 s");
    }
}
