using System.Net;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Refuses requests that the server takes and that no endpoint could read rightly.</summary>
/// <remarks>
/// Without it an unknown charset is a 500, a second idempotency key is read as a part of the first, broken UTF-8 in a query is
/// read as other text, and a client that sends too much is cut off before it can read the reason.
/// </remarks>
internal sealed class RequestRules(RequestDelegate next)
{
    /// <summary>An order of 100 lines fits several times.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>
    /// Of a body that is refused, the server reads so much on and throws it away, because a client that is still sending does not
    /// read the answer; a larger one is cut off.
    /// </summary>
    public const int MaxDrainedBytes = 8 * 1024 * 1024;

    private const string Utf8Name = "utf-8";

    public async Task InvokeAsync(HttpContext context)
    {
        if (FindFault(context.Request) is { } fault)
        {
            await fault.ExecuteAsync(context);
        }
        else if (!await FitsAsync(context))
        {
            await Problems.Of(StatusCodes.Status413PayloadTooLarge, ProblemNames.Validation, Problems.BodyTooLarge).ExecuteAsync(context);
        }
        else
        {
            await next(context);
        }
    }

    private static ProblemHttpResult? FindFault(HttpRequest request)
    {
        if (request.Headers[IdempotencyKey.HeaderName].Count > 1)
        {
            return Problems.Validation(IdempotencyKey.HeaderName, "must be sent once: two keys are two different calls.");
        }

        if (request.QueryString.Value is { } query && query.Contains('%') && !Utf8.IsValid(WebUtility.UrlDecodeToBytes(Encoding.ASCII.GetBytes(query), 0, query.Length)))
        {
            return Problems.Validation("query", "must be UTF-8, percent-encoded.");
        }

        return ReadCharset(request) ? null : Problems.Of(StatusCodes.Status415UnsupportedMediaType, ProblemNames.Validation, Problems.NotJson);
    }

    /// <summary>JSON is UTF-8 (RFC 8259, section 8.1). A charset in quotes (RFC 9110, section 8.3.2) is one that the JSON reader does not know.</summary>
    private static bool ReadCharset(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.Charset.HasValue) return true;
        if (!HeaderUtilities.RemoveQuotes(type.Charset).Equals(Utf8Name, StringComparison.OrdinalIgnoreCase)) return false;

        request.ContentType = type.MediaType.ToString();
        return true;
    }

    /// <summary>Whether the body is small enough; one that does not tell its length is read so far, and stays there for the endpoint.</summary>
    private static async Task<bool> FitsAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength is { } length) return length <= MaxBodyBytes;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true }) return true;

        var read = await request.BodyReader.ReadAtLeastAsync(MaxBodyBytes + 1, context.RequestAborted);
        var fits = read.Buffer.Length <= MaxBodyBytes;
        request.BodyReader.AdvanceTo(read.Buffer.Start);
        return fits;
    }
}
