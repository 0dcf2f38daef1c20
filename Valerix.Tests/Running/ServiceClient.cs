using System.Text;
using System.Text.Json;

namespace Valerix.Tests.Running;

/// <summary>Calls a service as anybody could: nothing is retried, followed or smoothed over.</summary>
internal sealed class ServiceClient(HttpClient http, string operatorKey)
{
    /// <summary>An answer that takes longer is a defect, not something to wait for.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    /// <summary>Sends a call with a JSON body as it stands, also one that is not JSON at all.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        string? body = null,
        string? apiKey = null,
        string? idempotencyKey = null,
        string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, mediaType);
        if (apiKey is not null) request.Headers.TryAddWithoutValidation("X-Api-Key", apiKey).ShouldBeTrue();
        if (idempotencyKey is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey).ShouldBeTrue();

        using var patience = new CancellationTokenSource(_patience);
        return await Answer.OfAsync(http, request, patience.Token);
    }

    public Task<Answer> SendAsOperatorAsync(HttpMethod method, string path, object? body = null, string? idempotencyKey = null) =>
        SendAsync(method, path, Text(body), operatorKey, idempotencyKey);

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public static string? Text(object? body) => body switch
    {
        null => null,
        string text => text,
        _ => JsonSerializer.Serialize(body, JsonSerializerOptions.Web),
    };
}
