using System.Data.Common;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;
using Valerix.ServiceDefaults.Batching;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Takes notice of an exception that ended a call; must not throw.</summary>
public delegate void ExceptionObserver(Exception exception);

/// <summary>Says in a problem what an exception means for the caller.</summary>
/// <param name="logger">Gets the exceptions that callers are told no more of than that.</param>
/// <param name="observers">Learn of every exception that ended a call.</param>
public sealed partial class ExceptionProblems(ILogger<ExceptionProblems> logger, IEnumerable<ExceptionObserver> observers)
{
    /// <summary>A table that is missing is the database's state, which an operator mends; see /health.</summary>
    private const string UndefinedTable = "42P01";

    private const string Unforeseen = "Something unforeseen went wrong. The log says what, under this traceId.";

    /// <summary>The problem, whose status is set; an exception that is not expected goes into the log.</summary>
    public ProblemDetails Describe(HttpContext context, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var observer in observers) observer(exception);
        switch (exception)
        {
            case BadHttpRequestException bad:
                return Problems.Details(bad.StatusCode, ProblemNames.Validation, Explain(bad));
            case OperationCanceledException when CallTimeout.HasEnded(context):
                return CallTimeout.Describe();
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                return Problems.Details(StatusCodes.Status499ClientClosedRequest, "client-closed-request", "The caller hung up.");
            case OverloadedException overloaded:
                return Problems.Details(
                    StatusCodes.Status503ServiceUnavailable,
                    ProblemNames.Overloaded,
                    $"{overloaded.Message} Nothing was done: send the same call again in a moment, with the same idempotency key.");
            case PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable }:
                return Problems.Details(
                    StatusCodes.Status503ServiceUnavailable,
                    ProblemNames.Unavailable,
                    "What the call is about is kept locked by another transaction. Nothing was changed: send the same call again in a moment.");
            // The statement itself is wrong, or broke a constraint: asking again would not help.
            case DbException { SqlState: ['2', '2' or '3', ..] or ['4', '2', ..] and not UndefinedTable }:
                LogUnexpected(exception, context.Request.Method, context.Request.Path);
                return Problems.Details(StatusCodes.Status500InternalServerError, ProblemNames.Internal, Unforeseen);
            // Npgsql's own exceptions, EF's wrapper when its retries are spent, and a wait that ran out of the time it was given.
            case DbException or RetryLimitExceededException or TimeoutException or OperationCanceledException:
                // Without the stack: it tells nothing here, and reading the symbols for the first ones costs a second, when every caller is late already.
                LogDatabaseAway(context.Request.Method, context.Request.Path, exception.Message);
                return DatabaseAway();
            default:
                LogUnexpected(exception, context.Request.Method, context.Request.Path);
                return Problems.Details(StatusCodes.Status500InternalServerError, ProblemNames.Internal, Unforeseen);
        }
    }

    /// <summary>The problem of a call that the service's own database did not answer.</summary>
    internal static ProblemDetails DatabaseAway() => Problems.Details(
        StatusCodes.Status503ServiceUnavailable,
        ProblemNames.Unavailable,
        "The database did not answer. Nothing is lost: send the same call again, with the same idempotency key.");

    private static string Explain(BadHttpRequestException bad) => (bad.InnerException, (HttpStatusCode)bad.StatusCode) switch
    {
        (JsonException { Path: { } path }, _) => $"The body does not fit at {path}: check its type and precision, that nothing required is missing, and that nothing stands there twice.",
        (JsonException, _) => "The body is not well-formed JSON.",
        (_, HttpStatusCode.RequestEntityTooLarge) => Problems.BodyTooLarge,
        (_, HttpStatusCode.UnsupportedMediaType) => Problems.NotJson,
        _ => bad.Message,
    };

    [LoggerMessage(LogLevel.Warning, "{Method} {Path}: the database did not answer: {Reason}")]
    private partial void LogDatabaseAway(string method, PathString path, string reason);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogUnexpected(Exception exception, string method, PathString path);
}
