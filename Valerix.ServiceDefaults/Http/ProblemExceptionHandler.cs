using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Answers a call that ended in an exception with a problem.</summary>
internal sealed class ProblemExceptionHandler(IProblemDetailsService problems, ExceptionProblems exceptions) : IExceptionHandler
{
    private const int RetryAfterSeconds = 2;

    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exceptions.Describe(httpContext, exception);
        httpContext.Response.StatusCode = problem.Status!.Value;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
    }
}
