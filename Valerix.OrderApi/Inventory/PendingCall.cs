using System.Net;
using System.Net.Mime;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Valerix.OrderApi.Inventory;

/// <summary>A call that waits for company, and then for its own answer; it is settled once.</summary>
/// <param name="Call">What is asked.</param>
/// <param name="Request">How it would be asked alone.</param>
/// <param name="Traceparent">The trace that it belongs to, if there is one.</param>
/// <param name="GivenUp">Says that the caller no longer waits for the answer.</param>
internal sealed record PendingCall(InventoryCall Call, HttpRequestMessage Request, string? Traceparent, CancellationToken GivenUp)
{
    private readonly TaskCompletionSource<HttpResponseMessage?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _settled;

    /// <summary>Waits for the answer; null when the call found no company.</summary>
    /// <exception cref="HttpRequestException">Inventory could not be reached, or hung up.</exception>
    public Task<HttpResponseMessage?> GetAnswerAsync() => _answer.Task.WaitAsync(GivenUp);

    public void GoAlone() => _answer.TrySetResult(null);

    /// <summary>True the first time: only the code that settles a call may answer it, so that no call is answered twice.</summary>
    public bool TrySettle() => Interlocked.Exchange(ref _settled, 1) == 0;

    /// <summary>Answers as if the call had been made alone.</summary>
    public void Answer(HttpStatusCode status, JsonElement body) => _answer.TrySetResult(new(status)
    {
        RequestMessage = Request,
        Content = body.ValueKind is JsonValueKind.Undefined ? null : new ByteArrayContent(JsonMarshal.GetRawUtf8Value(body).ToArray())
        {
            Headers = { ContentType = new((int)status < 400 ? MediaTypeNames.Application.Json : MediaTypeNames.Application.ProblemJson) },
        },
    });

    public void Fail(HttpRequestError error, Exception? cause) =>
        _answer.TrySetException(new HttpRequestException(error, cause?.Message ?? "Inventory hung up on this call.", cause));
}
