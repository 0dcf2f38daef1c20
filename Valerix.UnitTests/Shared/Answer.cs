using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Valerix.UnitTests.Shared;

/// <summary>What a service answered, read to its end.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">All headers but those of the content.</param>
/// <param name="MediaType">What the content is said to be.</param>
/// <param name="Body">The content as text.</param>
/// <param name="Took">From sending the call to the last byte of the answer, as the caller's clock saw it.</param>
internal sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, string? MediaType, string Body, TimeSpan Took)
{
    // Strict on purpose: a caller may rely on names and types to the letter.
    public static readonly JsonSerializerOptions JsonOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Enough to see what it is, in a list of hundreds too.</summary>
    private const int MaxShown = 200;

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public static async Task<Answer> OfAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return new(response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, body, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>The body as <typeparamref name="T"/>, after checking the status.</summary>
    public T Read<T>(HttpStatusCode expected = HttpStatusCode.OK) where T : class
    {
        ShouldHave(expected);
        MediaType.ShouldBe("application/json", Body);
        return JsonSerializer.Deserialize<T>(Body, JsonOptions).ShouldNotBeNull();
    }

    public Answer ShouldHave(params HttpStatusCode[] allowed)
    {
        allowed.ShouldContain(Status, $"{(int)Status}: {Body}");
        return this;
    }

    /// <summary>The one value of a header; null when it is not there.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.Single() : null;

    public override string ToString() => $"{(int)Status} after {Took.TotalMilliseconds:0} ms: {(Body.Length <= MaxShown ? Body : Body[..MaxShown])}";
}
