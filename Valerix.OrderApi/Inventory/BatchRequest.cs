using System.Net;
using System.Text.Json;
using Valerix.ServiceDefaults.Http;

namespace Valerix.OrderApi.Inventory;

/// <summary>
/// One <c>POST /reservations/batch</c> for several calls. The answers come one by one, in any order, and each is passed on at once: neither a
/// delay nor a fault of one call is another's.
/// </summary>
internal sealed class BatchRequest(IReadOnlyList<PendingCall> calls)
{
    private static readonly Uri _path = new("/reservations/batch", UriKind.Relative);

    private int _open = calls.Count;

    /// <summary>Sends it, and settles every call of it; it never fails itself.</summary>
    /// <param name="sendAsync">Sends a request.</param>
    public async Task SendAsync(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> sendAsync)
    {
        // When no caller waits any more, the request is not waited for either.
        using var abandoned = new CancellationTokenSource();
        CancellationTokenRegistration[] givingUp = [.. calls.Select(call => call.GivenUp.UnsafeRegister(_ => GiveUp(call, abandoned), state: null))];
        try
        {
            await ShareAsync(sendAsync, abandoned.Token);
        }
        catch (Exception exception)
        {
            Fail(ErrorOf(exception), exception);
        }
        finally
        {
            foreach (var registration in givingUp) await registration.DisposeAsync();
        }
    }

    private async Task ShareAsync(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> sendAsync, CancellationToken cancellationToken)
    {
        using var request = Compose();
        using var response = await sendAsync(request, cancellationToken);
        if (response.StatusCode is not HttpStatusCode.OK)
        {
            foreach (var call in calls.Where(TrySettle)) call.Answer(response.StatusCode, body: default);
            return;
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var answers = JsonSerializer.DeserializeAsyncEnumerable<ReservationAnswerMessage>(stream, topLevelValues: true, JsonSerializerOptions.Web, cancellationToken);
        await foreach (var answer in answers)
        {
            var call = calls[answer!.Call];
            if (!TrySettle(call)) continue;

            if (answer.Status is { } status) call.Answer((HttpStatusCode)status, answer.Body);
            else call.Fail(HttpRequestError.ResponseEnded, cause: null);
        }

        Fail(HttpRequestError.ResponseEnded, cause: null);
    }

    private HttpRequestMessage Compose()
    {
        var first = calls[0].Request;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(first.RequestUri!, _path))
        {
            Content = InventoryCall.Json(new ReservationBatchMessage([.. calls.Select(call => call.Call.ToMessage(call.Traceparent))])),
        };
        if (first.Headers.TryGetValues(OperatorKey.HeaderName, out var key)) request.Headers.Add(OperatorKey.HeaderName, key);
        return request;
    }

    private bool TrySettle(PendingCall call)
    {
        if (!call.TrySettle()) return false;

        Interlocked.Decrement(ref _open);
        return true;
    }

    private void GiveUp(PendingCall call, CancellationTokenSource abandoned)
    {
        if (call.TrySettle() && Interlocked.Decrement(ref _open) == 0) abandoned.Cancel();
    }

    private void Fail(HttpRequestError error, Exception? cause)
    {
        foreach (var call in calls.Where(TrySettle)) call.Fail(error, cause);
    }

    private static HttpRequestError ErrorOf(Exception exception) => exception switch
    {
        HttpRequestException unreachable => unreachable.HttpRequestError,
        HttpIOException torn => torn.HttpRequestError,
        _ => HttpRequestError.InvalidResponse,
    };
}
