using Polly;

namespace System.Net.Http;

/// <summary>The context of its execution in the request.</summary>
public static class HttpResilienceHttpRequestMessageExtensions
{
    private static readonly HttpRequestOptionsKey<ResilienceContext?> Key = new("Resilience.Http.ResilienceContext");

    /// <summary>The context in which the request is executed, if it is.</summary>
    public static ResilienceContext? GetResilienceContext(this HttpRequestMessage requestMessage)
    {
        ArgumentNullException.ThrowIfNull(requestMessage);
        return requestMessage.Options.TryGetValue(Key, out var context) ? context : null;
    }

    /// <summary>Says in which context the request is executed.</summary>
    public static void SetResilienceContext(this HttpRequestMessage requestMessage, ResilienceContext? resilienceContext)
    {
        ArgumentNullException.ThrowIfNull(requestMessage);
        requestMessage.Options.Set(Key, resilienceContext);
    }
}
