using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Orders;

/// <summary>What can't be an order is refused as a problem, and nothing of it is kept.</summary>
[Collection(WholeSystem.Name)]
public sealed class BadOrdersTests(SharedApp shared)
{
    private readonly ValerixApp _app = shared.App;

    private static readonly Dictionary<string, string> _bodies = new()
    {
        ["an empty body"] = "",
        ["half an object"] = "{",
        ["no JSON"] = "nonsense",
        ["null"] = "null",
        ["a list"] = "[]",
        ["a text"] = "\"order\"",
        ["a number"] = "42",
        ["a comma too many"] = """{"customerId":"c","lines":[{"sku":"S","quantity":1},]}""",
        ["something after it"] = """{"customerId":"c","lines":[{"sku":"S","quantity":1}]} x""",
        ["nested too deeply"] = $$"""{"customerId":"c","lines":[{"sku":"S","quantity":1}],"x":{{new string('[', 1000)}}{{new string(']', 1000)}}}""",

        ["no customer"] = """{"lines":[{"sku":"S","quantity":1}]}""",
        ["customer null"] = Customer("null"),
        ["customer empty"] = Customer("\"\""),
        ["customer blank"] = Customer("\"  \""),
        ["customer a number"] = Customer("42"),
        ["customer an object"] = Customer("{}"),
        ["customer too long"] = Customer($"\"{new string('c', 101)}\""),
        ["NUL in the customer"] = Customer("\"c\\u0000c\""),
        ["a change of direction in the customer"] = Customer("\"c\\u202ed\""),
        ["two customers"] = """{"customerId":"c","customerId":"d","lines":[{"sku":"S","quantity":1}]}""",
        ["half a surrogate pair in the customer"] = Customer("\"c\\ud800\""),

        ["no lines"] = """{"customerId":"c"}""",
        ["lines null"] = Lines("null"),
        ["lines empty"] = Lines("[]"),
        ["lines an object"] = Lines("{}"),
        ["lines a text"] = Lines("\"S\""),
        ["a line null"] = Lines("[null]"),
        ["a line a text"] = Lines("[\"S\"]"),
        ["101 lines"] = Lines($"[{string.Join(',', Enumerable.Range(0, 101).Select(i => $$"""{"sku":"S-{{i}}","quantity":1}"""))}]"),
        ["the second line bad"] = Lines("""[{"sku":"S","quantity":1},{"sku":"T","quantity":0}]"""),
        ["a sum too high"] = Lines("""[{"sku":"S","quantity":600000},{"sku":"S","quantity":600000}]"""),

        ["no sku"] = Lines("""[{"quantity":1}]"""),
        ["sku null"] = Sku("null"),
        ["sku empty"] = Sku("\"\""),
        ["sku blank"] = Sku("\" \""),
        ["sku a number"] = Sku("1"),
        ["sku too long"] = Sku($"\"{new string('S', 65)}\""),
        ["NUL in the sku"] = Sku("\"S\\u0000\""),
        ["a slash in the sku"] = Sku("\"S/1\""),
        ["a quote in the sku"] = Sku("\"S'1\""),
        ["an umlaut in the sku"] = Sku("\"Sü\""),
        ["a line break after the sku"] = Sku("\"S\\n\""),

        ["no quantity"] = Lines("""[{"sku":"S"}]"""),
        ["quantity null"] = Quantity("null"),
        ["quantity zero"] = Quantity("0"),
        ["quantity negative"] = Quantity("-1"),
        ["quantity a fraction"] = Quantity("1.5"),
        ["quantity a text"] = Quantity("\"1\""),
        ["quantity true"] = Quantity("true"),
        ["quantity too high"] = Quantity("1000001"),
        ["quantity beyond 32 bits"] = Quantity("2147483648"),
        ["quantity beyond 64 bits"] = Quantity("9223372036854775808"),
        ["quantity beyond a double"] = Quantity("1e999"),
    };

    public static TheoryData<string> Bodies => [.. _bodies.Keys];

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_body_that_can_not_be_an_order_is_refused(string what)
    {
        var before = await Footprint.OfAsync(_app);

        (await _app.Orders.PlaceAsync(_bodies[what], Unique.Key())).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");

        (await Footprint.OfAsync(_app)).ShouldBe(before);
    }

    [Fact]
    public async Task What_is_wrong_is_said_field_by_field()
    {
        const string Body = """{"customerId":"","lines":[{"sku":"S","quantity":1},{"sku":"S/","quantity":0}]}""";

        var problem = (await _app.Orders.PlaceAsync(Body, Unique.Key())).ShouldBeProblem(HttpStatusCode.BadRequest, "validation");

        problem.GetProperty("errors").EnumerateObject().Select(field => field.Name)
            .ShouldBe(["customerId", "lines[1].sku", "lines[1].quantity"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_key_is_not_used_up_by_a_bad_body()
    {
        var key = Unique.Key();
        var sku = await _app.Inventory.StockedAsync(1);
        (await _app.Orders.PlaceAsync(_bodies["quantity zero"], key)).ShouldHave(HttpStatusCode.BadRequest);

        var answer = await _app.Orders.PlaceAsync(key, Unique.Customer(), (sku, 1));

        answer.ShouldHave(HttpStatusCode.Created).Header("Idempotency-Replayed").ShouldBeNull();
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        var before = await Footprint.OfAsync(_app);

        var answer = await _app.Orders.PlaceAsync(Customer($"\"{new string('c', 70_000)}\""), Unique.Key());

        answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "validation");
        (await Footprint.OfAsync(_app)).ShouldBe(before);
    }

    [Fact]
    public async Task A_body_that_is_not_said_to_be_JSON_is_refused()
    {
        var answer = await _app.Orders.Service.SendAsync(
            HttpMethod.Post, "/orders", Quantity("1"), idempotencyKey: Unique.Key(), mediaType: "text/plain");

        answer.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "validation");
    }

    [Fact]
    public async Task Members_that_nobody_asked_for_are_ignored()
    {
        var sku = await _app.Inventory.StockedAsync(1);
        var body = $$"""{"customerId":"c","note":"by Friday","lines":[{"sku":"{{sku}}","quantity":1,"colour":"red"}]}""";

        (await _app.Orders.PlaceAsync(body, Unique.Key())).ShouldHave(HttpStatusCode.Created);
    }

    private static string Customer(string json) => $$"""{"customerId":{{json}},"lines":[{"sku":"S","quantity":1}]}""";

    private static string Lines(string json) => $$"""{"customerId":"c","lines":{{json}}}""";

    private static string Sku(string json) => Lines($$"""[{"sku":{{json}},"quantity":1}]""");

    private static string Quantity(string json) => Lines($$"""[{"sku":"S","quantity":{{json}}}]""");
}
