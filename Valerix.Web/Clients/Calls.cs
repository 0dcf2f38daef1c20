using System.Text.Json;
using System.Text.Json.Serialization;

namespace Valerix.Web.Clients;

/// <summary>Sends a request and turns whatever happens into an <see cref="Outcome{T}"/>.</summary>
internal static class Calls
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Any success is an answer.</summary>
    public static Task<Outcome<T>> AskAsync<T>(this HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken) =>
        http.AskAsync<T>(request, response => response.IsSuccessStatusCode, cancellationToken);

    public static async Task<Outcome<T>> AskAsync<T>(
        this HttpClient http,
        HttpRequestMessage request,
        Func<HttpResponseMessage, bool> isAnswer,
        CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (!isAnswer(response)) return new Outcome<T>.Refused(await ReadProblemAsync(response, cancellationToken));
            var value = await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken);
            return value is null ? new Outcome<T>.Unknown("answers nothing") : new Outcome<T>.Answered(value);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new Outcome<T>.Unknown(NoAnswer.Describe(exception));
        }
    }

    private static async Task<ApiProblem> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType is not { MediaType: "application/problem+json" }) return new ApiProblem(status, null, null);
        var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(Json, cancellationToken);
        return problem is null ? new ApiProblem(status, null, null) : problem with { Status = status };
    }
}
