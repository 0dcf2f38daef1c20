using Valerix.ServiceDefaults.Http;

namespace Valerix.UnitTests.ServiceDefaults.Http;

public sealed class CursorTests
{
    [Fact]
    public void A_guid_comes_back_as_it_was()
    {
        var key = Guid.CreateVersion7();
        Cursor.TryDecode(Cursor.Encode(key), out Guid decoded).ShouldBeTrue();
        decoded.ShouldBe(key);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_number_comes_back_as_it_was(long key)
    {
        Cursor.TryDecode(Cursor.Encode(key), out long decoded).ShouldBeTrue();
        decoded.ShouldBe(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("!!!!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("é")]
    public void Nothing_else_is_a_cursor(string cursor)
    {
        Cursor.TryDecode(cursor, out Guid _).ShouldBeFalse();
        Cursor.TryDecode(cursor, out long _).ShouldBeFalse();
    }

    [Fact]
    public void One_that_was_tampered_with_is_another_one_or_none()
    {
        var (guid, number) = (Cursor.Encode(Guid.CreateVersion7()), Cursor.Encode(42));
        foreach (var cursor in Tampered(guid))
        {
            if (Cursor.TryDecode(cursor, out Guid key)) Cursor.Encode(key).ShouldBe(cursor);
        }

        foreach (var cursor in Tampered(number))
        {
            if (Cursor.TryDecode(cursor, out long key)) Cursor.Encode(key).ShouldBe(cursor);
        }
    }

    [Fact]
    public void The_two_kinds_are_not_mistaken_for_each_other()
    {
        Cursor.TryDecode(Cursor.Encode(42), out Guid _).ShouldBeFalse();
        Cursor.TryDecode(Cursor.Encode(Guid.CreateVersion7()), out long _).ShouldBeFalse();
    }

    [Fact]
    public void A_cursor_fits_into_a_query_as_it_stands()
    {
        var cursor = Cursor.Encode(-1);
        Uri.EscapeDataString(cursor).ShouldBe(cursor);
    }

    /// <summary>With each character changed to each printable one, cut short at each place, and with each printable character added.</summary>
    private static IEnumerable<string> Tampered(string cursor) =>
        from printable in Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)
        from place in Enumerable.Range(0, cursor.Length)
        from tampered in (string[])[$"{cursor[..place]}{printable}{cursor[(place + 1)..]}", cursor[..place], cursor.Insert(place, $"{printable}")]
        select tampered;
}
