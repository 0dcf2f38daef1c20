using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Writes every problem as JSON, whatever types the client accepts.</summary>
/// <remarks>
/// The framework's own writer declines where the header <c>Accept</c> names other types, as that of every browser does. A refusal
/// that no writer takes ends in an exception, and the client sees a 500 in the place of a 401.
/// </remarks>
internal sealed class ProblemWriter(IOptions<JsonOptions> json) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Status ??= context.HttpContext.Response.StatusCode;
        Problems.Complete(problem);
        return new(context.HttpContext.Response.WriteAsJsonAsync(
            problem, problem.GetType(), json.Value.SerializerOptions, MediaTypeNames.Application.ProblemJson, context.HttpContext.RequestAborted));
    }
}
