using Valerix.Backup.Wal;

namespace Valerix.UnitTests.Backup.Wal;

public sealed class WalTrailTests
{
    private static readonly WalFile _first = new(1, 254);

    [Fact]
    public void Segments_are_counted_across_the_end_of_a_log_file()
    {
        _first.Name.ShouldBe("0000000100000000000000FE");
        _first.Next.Next.Name.ShouldBe("000000010000000100000000");
        WalFile.Parse("000000010000000100000000").ShouldBe(_first.Next.Next);
    }

    [Fact]
    public void The_trail_goes_as_far_as_it_is_written()
    {
        var trail = WalTrail.From(_first, ["0000000100000000000000FE.sealed", "0000000100000000000000FF.sealed", "000000010000000100000000.partial.sealed", "00000002.history.sealed"]);

        trail.Segments.Count.ShouldBe(2);
        trail.HasPartial.ShouldBeTrue();
        trail.Missing.ShouldBeNull();
    }

    [Theory]
    [InlineData("000000010000000100000000.sealed")]
    [InlineData("000000010000000100000000.partial.sealed")]
    public void A_gap_is_named(string later)
    {
        var trail = WalTrail.From(_first, ["0000000100000000000000FE.sealed", later]);

        trail.Segments.ShouldBe([_first]);
        trail.Missing.ShouldBe(_first.Next);
    }

    [Fact]
    public void The_log_of_a_later_timeline_is_no_part_of_it() =>
        WalTrail.From(_first, ["0000000100000000000000FE.sealed", "000000020000000100000000.sealed"]).Missing.ShouldBeNull();
}
