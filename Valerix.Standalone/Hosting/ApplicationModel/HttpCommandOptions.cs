namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command calls the resource.</summary>
public class HttpCommandOptions : CommandOptions
{
    /// <summary>POST when absent.</summary>
    public HttpMethod? Method { get; set; }

    /// <summary>The name of a configured client; a plain one when absent.</summary>
    public string? HttpClientName { get; set; }

    /// <summary>Completes the request before it is sent.</summary>
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }

    /// <summary>Judges the response; success is 2xx when absent.</summary>
    public Func<HttpCommandResultContext, Task<ExecuteCommandResult>>? GetCommandResult { get; set; }
}

/// <summary>A command's request before it is sent.</summary>
public sealed class HttpCommandRequestContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The instance's id.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Where it goes.</summary>
    public required EndpointReference Endpoint { get; init; }

    /// <summary>What sends it.</summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>The request.</summary>
    public required HttpRequestMessage Request { get; init; }

    /// <summary>Cancelled when nobody waits for the result any more.</summary>
    public required CancellationToken CancellationToken { get; init; }
}

/// <summary>The response to a command's request.</summary>
public sealed class HttpCommandResultContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The instance's id.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Where it came from.</summary>
    public required EndpointReference Endpoint { get; init; }

    /// <summary>What received it.</summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>The response.</summary>
    public required HttpResponseMessage Response { get; init; }

    /// <summary>Cancelled when nobody waits for the result any more.</summary>
    public required CancellationToken CancellationToken { get; init; }
}
