using Valerix.ServiceDefaults.Http;

namespace Valerix.UnitTests.ServiceDefaults.Http;

public sealed class IdempotencyKeyTests
{
    private static readonly string _longest = new('k', 255);

    public static TheoryData<string, string> Good => new()
    {
        { "8e03978e-40d5-43e8-bc93-6894a57f9324", "8e03978e-40d5-43e8-bc93-6894a57f9324" },
        { "\"8e03978e-40d5-43e8-bc93-6894a57f9324\"", "8e03978e-40d5-43e8-bc93-6894a57f9324" },
        { "k", "k" },
        { "  k  ", "k" },
        { "two words", "two words" },
        { "\" k \"", " k " },
        { """ "a\"b\\c" """, """a"b\c""" },
        { """a"b\c""", """a"b\c""" },
        { _longest, _longest },
        { $"\"{_longest}\"", _longest },
    };

    public static TheoryData<string?> Bad =>
    [
        null,
        "",
        "   ",
        "\"\"",
        "\"",
        "\"open",
        "\"closed\"too early",
        "\"bad \\escape\"",
        "\"ends in \\",
        "\"a\"\"b\"",
        "tab\tinside",
        "nul\0inside",
        "é",
        _longest + "k",
        $"\"{_longest}k\"",
    ];

    [Theory, MemberData(nameof(Good))]
    public void Reads_a_structured_string_and_a_bare_one(string header, string expected)
    {
        IdempotencyKey.TryParse(header, out var key).ShouldBeTrue();
        key.ShouldNotBeNull().Value.ShouldBe(expected);
    }

    [Theory, MemberData(nameof(Bad))]
    public void Refuses_everything_else(string? header)
    {
        IdempotencyKey.TryParse(header, out var key).ShouldBeFalse();
        key.ShouldBeNull();
    }
}
