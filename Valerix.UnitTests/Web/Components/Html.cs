using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Valerix.UnitTests.Web.Components;

/// <summary>What a component writes, without a server and without a browser.</summary>
/// <param name="Text">The markup.</param>
internal sealed partial record Html(string Text)
{
    /// <summary>Renders a component once; what it injects comes from <paramref name="api"/>.</summary>
    public static async Task<Html> OfAsync<T>(Dictionary<string, object?> parameters, Answers? api = null) where T : IComponent
    {
        await using var services = Services(api ?? new(_ => new(HttpStatusCode.NotFound)));
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(
            async () => new Html(WebUtility.HtmlDecode((await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString())));
    }

    /// <summary>The words between the tags, with single spaces.</summary>
    public string Words => Spaces().Replace(Tags().Replace(Text, " "), " ").Trim();

    /// <summary>The values of an attribute, in the order of the markup.</summary>
    public IReadOnlyList<string> Attributes(string name) =>
        [.. Regex.Matches(Text, $"\\b{name}=\"([^\"]*)\"").Select(match => match.Groups[1].Value)];

    public int Count(string part) => Regex.Count(Text, Regex.Escape(part));

    private static ServiceProvider Services(Answers api) => new ServiceCollection()
        .AddSingleton(api.OrdersClient)
        .AddSingleton(api.InventoryClient)
        .AddSingleton(api.PollingClient)
        .BuildServiceProvider();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}
