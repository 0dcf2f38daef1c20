using System.Reflection;
using Microsoft.AspNetCore.Components;
using Valerix.Tests.Running;

namespace Valerix.Tests.Web;

/// <summary>In production a stranger finds the shop, and nothing that is an operator's or another shopper's.</summary>
[Collection(BreakableSystem.Name)]
public sealed class StrangerTests(BreakableApp production) : IAsyncLifetime
{
    private const string OperatorCookie = "__Host-valerix-operator";

    /// <summary>The pages for everybody; any other page must lead a stranger away.</summary>
    private static readonly string[] _everybodys = ["/shop", "/my", "/my/{Id:guid}", "/sign-in", "/not-found"];

    private readonly ValerixApp _app = production.App;
    private HttpClient _http = null!;
    private Visitor _visitor = null!;

    public async Task InitializeAsync()
    {
        _http = await ProductionWeb.StartAsync(_app);
        _visitor = new(_http);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.Processes.StopAsync(ValerixApp.Web);
    }

    [Fact]
    public async Task A_stranger_sees_the_shop_and_nothing_else_and_an_operator_who_signed_in_sees_all_until_signing_out()
    {
        var order = await _app.Orders.ConfirmedAsync((await _app.Inventory.StockedAsync(1), 1));
        await EveryPageAsync(order);
        await SignInAndOutAsync();
        await OtherSitesAsync();
    }

    private async Task EveryPageAsync(OrderMessage order)
    {
        (await _visitor.GetAsync("/")).ShouldSatisfyAllConditions(
            page => page.Status.ShouldBe(HttpStatusCode.Redirect), page => page.Location.ShouldBe("/shop"));

        var routes = typeof(Valerix.Web.Clients.Order).Assembly.GetTypes()
            .SelectMany(page => page.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).ToArray();
        routes.ShouldBeSubsetOf([.. _everybodys, "/", "/lab"]);
        string[] others = ["/health", "/alive", "/ready", "/gremlin", "/operations", "/orders", "/sign-out"];
        foreach (var route in routes.Concat(others))
        {
            var page = await _visitor.GetAsync(route.Replace("{Id:guid}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal));

            if (routes.Contains(route)) (page.Status == HttpStatusCode.Redirect).ShouldBe(!_everybodys.Contains(route), route);
            string[] hidden = [$"{order.Id}", order.CustomerId, _app.OperatorKey, "data-testid=\"gauge\"", "data-testid=\"gremlin\"", "data-testid=\"orders\"", "data-testid=\"run\"", "Sign out"];
            foreach (var text in hidden) page.Text.ShouldNotContain(text, Case.Sensitive, route);
            ShouldHaveHeaders(page, route);
        }

        (await _visitor.GetAsync("/shop")).Text.ShouldContain("data-testid=\"shop\"");
    }

    private static void ShouldHaveHeaders(Visitor.Page page, string route)
    {
        page.Headers["Content-Security-Policy"].ShouldBe(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'", route);
        page.Headers["X-Content-Type-Options"].ShouldBe("nosniff", route);
        page.Headers["Referrer-Policy"].ShouldBe("no-referrer", route);
        page.Headers["Cache-Control"].ShouldContain("no-store", Case.Sensitive, route);
        page.Headers.Keys.ShouldContain("Permissions-Policy", route);
    }

    private async Task SignInAndOutAsync()
    {
        var form = await _visitor.GetAsync("/sign-in");
        var refused = await _visitor.PostAsync("/sign-in", form, ("Key", "not the key"));
        refused.Status.ShouldBe(HttpStatusCode.Unauthorized);
        WebUtility.HtmlDecode(refused.Text).ShouldContain("This is not the operator’s key.");
        _visitor.Cookie(OperatorCookie).ShouldBeNull();

        // A form that another site fills in has no token of this one.
        (await new Visitor(_http).PostAsync("/sign-in", form with { Text = "" }, ("_handler", "sign-in"), ("Key", _app.OperatorKey)))
            .Status.ShouldBe(HttpStatusCode.BadRequest);

        var signedIn = await _visitor.PostAsync("/sign-in?returnUrl=//elsewhere.example/", form, ("Key", _app.OperatorKey));
        signedIn.Status.ShouldBe(HttpStatusCode.Redirect);
        signedIn.Location.ShouldNotBeNull().ShouldNotContain("elsewhere");
        var cookie = _visitor.Set.Single(set => set.StartsWith(OperatorCookie, StringComparison.Ordinal));
        cookie.Split("; ")[1..].ShouldBe(["path=/", "secure", "samesite=strict", "httponly"], ignoreOrder: true);
        cookie.ShouldNotContain(_app.OperatorKey);

        var controlRoom = await _visitor.GetAsync("/");
        controlRoom.Status.ShouldBe(HttpStatusCode.OK);
        controlRoom.Text.ShouldContain("data-testid=\"gauge\"");
        controlRoom.Text.ShouldNotContain(_app.OperatorKey);
        // No gremlin is allowed in production, so there is no panel for it and no lab.
        controlRoom.Text.ShouldNotContain("data-testid=\"gremlin\"");
        (await _visitor.GetAsync("/lab")).Status.ShouldBe(HttpStatusCode.NotFound);

        var kept = _visitor.Cookie(OperatorCookie)!;
        (await _visitor.PostAsync("/sign-out", controlRoom)).Location.ShouldBe("/shop");
        _visitor.Cookie(OperatorCookie).ShouldBeNullOrEmpty();
        _visitor.Keep(OperatorCookie, kept);
        (await _visitor.GetAsync("/")).Location.ShouldBe("/shop", "a cookie that was kept is no sign-in any more");
    }

    private async Task OtherSitesAsync()
    {
        foreach (var (origin, refused) in new[] { ("https://elsewhere.example", true), (_http.BaseAddress!.GetLeftPart(UriPartial.Authority), false) })
        {
            var socket = new HttpRequestMessage(HttpMethod.Get, "/_blazor") { Headers = { { "Origin", origin }, { "Connection", "Upgrade" }, { "Upgrade", "websocket" }, { "Sec-WebSocket-Version", "13" }, { "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==" } } };
            var negotiation = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1") { Headers = { { "Origin", origin } } };

            ((await _visitor.SendAsync(socket)).Status == HttpStatusCode.Forbidden).ShouldBe(refused, origin);
            ((await _visitor.SendAsync(negotiation)).Status == HttpStatusCode.Forbidden).ShouldBe(refused, origin);
        }
    }
}
