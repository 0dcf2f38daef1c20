using AngleSharp.Text;
using Bunit;
using Valerix.Web.Clients;
using Valerix.Web.Components.Timeline;

namespace Valerix.UnitTests.Web.Components;

public sealed class TimelinePictureTests : BunitContext
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_entry_looks_like_what_it_was()
    {
        IReadOnlyList<TimelineEvent> events =
        [
            new("Pending", _start, "The order was placed."),
            new("ReserveAttempt", _start.AddSeconds(2.75), "Outcome unknown: Inventory did not answer in time. (3 tries, 2750 ms)"),
            new("ReserveAttempt", _start.AddSeconds(4), "Not asked: Inventory failed too often just now. (0 ms)"),
            new("ReserveAttempt", _start.AddSeconds(6), "Inventory holds the stock. (7 ms)"),
            new("Confirmed", _start.AddSeconds(6), "Inventory holds the stock."),
        ];

        var entries = Render<TimelinePicture>(parameters => parameters.Add(picture => picture.Events, events)).FindAll("[data-kind]");

        entries.Select(entry => entry.GetAttribute("data-kind")).ShouldBe(["Status", "Unknown", "NotAsked", "Answered", "Status"]);
        entries[1].TextContent.CollapseAndStrip().ShouldStartWith("Reserve at Inventory after 2.75 s");
    }
}
