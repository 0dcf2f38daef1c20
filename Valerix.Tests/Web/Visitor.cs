using System.Text.RegularExpressions;

namespace Valerix.Tests.Web;

/// <summary>A browser without scripts: it follows no redirect, and sends each cookie back, whether or not there is TLS.</summary>
internal sealed partial class Visitor(HttpClient http)
{
    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>The cookies as Web set them last, with their attributes.</summary>
    public List<string> Set { get; } = [];

    public string? Cookie(string name) => _cookies.GetValueOrDefault(name);

    public void Keep(string name, string value) => _cookies[name] = value;

    public Task<Page> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    /// <summary>Sends a form that <paramref name="page"/> shows, with the fields that it has hidden.</summary>
    public Task<Page> PostAsync(string path, Page page, params (string Name, string Value)[] fields)
    {
        var hidden = HiddenField().Matches(page.Text).Select(match => (match.Groups["name"].Value, match.Groups["value"].Value)).DistinctBy(field => field.Item1);
        var form = hidden.Concat(fields).Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        return SendAsync(new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) });
    }

    public async Task<Page> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (_cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Set.Clear();
            if (response.Headers.TryGetValues("Set-Cookie", out var cookies)) Set.AddRange(cookies);
            foreach (var cookie in Set.Select(cookie => cookie.Split(';')[0].Split('=', 2))) _cookies[cookie[0]] = cookie[1];
            var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
            return new(response.StatusCode, response.Headers.Location?.OriginalString, headers, await ReadAsync(response));
        }
    }

    /// <summary>A socket that is open has no end to read to.</summary>
    private static Task<string> ReadAsync(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.SwitchingProtocols ? Task.FromResult("") : response.Content.ReadAsStringAsync();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""")]
    private static partial Regex HiddenField();

    internal sealed record Page(HttpStatusCode Status, string? Location, IReadOnlyDictionary<string, string> Headers, string Text);
}
