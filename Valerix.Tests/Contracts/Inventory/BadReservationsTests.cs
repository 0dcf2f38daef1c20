using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Inventory;

[Collection(WholeSystem.Name)]
public sealed class BadReservationsTests(SharedApp shared)
{
    private readonly InventoryClient _inventory = shared.App.Inventory;

    private static readonly Dictionary<string, string> _bodies = new()
    {
        ["an empty body"] = "",
        ["half an object"] = "{",
        ["null"] = "null",
        ["a list"] = "[]",
        ["no lines"] = "{}",
        ["lines null"] = """{"lines":null}""",
        ["lines empty"] = """{"lines":[]}""",
        ["a line null"] = """{"lines":[null]}""",
        ["101 lines"] = $$"""{"lines":[{{string.Join(',', Enumerable.Range(0, 101).Select(i => $$"""{"sku":"S-{{i}}","quantity":1}"""))}}]}""",
        ["no sku"] = """{"lines":[{"quantity":1}]}""",
        ["NUL in the sku"] = """{"lines":[{"sku":"S\u0000","quantity":1}]}""",
        ["sku a number"] = """{"lines":[{"sku":7,"quantity":1}]}""",
        ["no quantity"] = """{"lines":[{"sku":"S"}]}""",
        ["quantity zero"] = Line("0"),
        ["quantity negative"] = Line("-1"),
        ["quantity a fraction"] = Line("0.5"),
        ["quantity a text"] = Line("\"1\""),
        ["quantity too high"] = Line("1000001"),
        ["quantity beyond 64 bits"] = Line("9223372036854775808"),
        ["a sum too high"] = """{"lines":[{"sku":"S","quantity":600000},{"sku":"S","quantity":600000}]}""",
        ["holdSeconds zero"] = Hold("0"),
        ["holdSeconds negative"] = Hold("-1"),
        ["holdSeconds too high"] = Hold("86401"),
        ["holdSeconds beyond 32 bits"] = Hold("2147483648"),
        ["holdSeconds a text"] = Hold("\"1\""),
        ["holdSeconds a fraction"] = Hold("1.5"),
    };

    public static TheoryData<string> Bodies => [.. _bodies.Keys];

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_body_that_can_not_be_a_reservation_is_refused(string what)
    {
        var before = await Footprint.OfAsync(shared.App);

        var answer = await _inventory.Service.SendAsOperatorAsync(HttpMethod.Put, $"/reservations/{Guid.CreateVersion7()}", _bodies[what]);

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
        (await Footprint.OfAsync(shared.App)).ShouldBe(before);
    }

    [Fact]
    public async Task An_id_that_is_no_UUID_is_refused()
    {
        var before = await Footprint.OfAsync(shared.App);
        foreach (var (method, path, body) in new (HttpMethod, string, string?)[]
        {
            (HttpMethod.Get, "", null),
            (HttpMethod.Put, "", Line("1")),
            (HttpMethod.Post, "/commit", null),
            (HttpMethod.Post, "/release", null),
        })
        {
            var answer = await _inventory.Service.SendAsOperatorAsync(method, $"/reservations/nonsense{path}", body);
            answer.ShouldBeProblem(HttpStatusCode.BadRequest, "validation");
        }

        (await Footprint.OfAsync(shared.App)).ShouldBe(before);
    }

    private static string Line(string quantity) => $$"""{"lines":[{"sku":"S","quantity":{{quantity}}}]}""";

    private static string Hold(string seconds) => $$"""{"lines":[{"sku":"S","quantity":1}],"holdSeconds":{{seconds}}}""";
}
