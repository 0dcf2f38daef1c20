using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Errors as RFC 9457 problem details.</summary>
public static class Problems
{
    internal const string BodyTooLarge = "The body is too large: at most 64 KiB.";
    internal const string NotJson = "Send the body as application/json, in UTF-8.";

    private const string TypeBase = "https://valerix.example/problems/";

    /// <summary>An answer whose type ends in <paramref name="name"/>; <paramref name="detail"/> says what to change or do next.</summary>
    public static ProblemHttpResult Of(int status, string name, string detail, IDictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(Details(status, name, detail, extensions));

    /// <summary>400: what is wrong, field by field. Field names are those of the JSON or the query.</summary>
    public static ProblemHttpResult Validation(IReadOnlyDictionary<string, string[]> errors) =>
        Of(
            StatusCodes.Status400BadRequest,
            ProblemNames.Validation,
            string.Join(" ", errors.SelectMany(field => field.Value.Select(error => $"{field.Key}: {error}"))),
            new Dictionary<string, object?> { ["errors"] = errors });

    /// <summary>400 for a single field.</summary>
    public static ProblemHttpResult Validation(string field, string error) =>
        Validation(new Dictionary<string, string[]> { [field] = [error] });

    internal static ProblemDetails Details(int status, string name, string detail, IDictionary<string, object?>? extensions = null)
    {
        var problem = new ProblemDetails
        {
            Status = status,
            Type = TypeBase + name,
            Title = char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' '),
            Detail = detail,
        };
        foreach (var (key, value) in extensions ?? new Dictionary<string, object?>())
        {
            problem.Extensions[key] = value;
        }

        AddTraceId(problem);
        return problem;
    }

    /// <summary>The ending of a problem's type.</summary>
    internal static string NameOf(ProblemDetails problem) => problem.Type![TypeBase.Length..];

    /// <summary>Makes a problem that the framework wrote one of ours.</summary>
    internal static void Complete(ProblemDetails problem)
    {
        if (problem.Type?.StartsWith(TypeBase, StringComparison.Ordinal) != true)
        {
            problem.Type = TypeBase + problem.Status switch
            {
                StatusCodes.Status404NotFound => ProblemNames.NotFound,
                StatusCodes.Status405MethodNotAllowed => ProblemNames.MethodNotAllowed,
                >= 500 => ProblemNames.Internal,
                _ => ProblemNames.Validation,
            };
            problem.Detail ??= problem.Status switch
            {
                StatusCodes.Status404NotFound => "There is nothing under this address: /openapi/v1.json lists what there is.",
                StatusCodes.Status405MethodNotAllowed => "This address does not take this method: the header Allow lists those it takes.",
                StatusCodes.Status413PayloadTooLarge => BodyTooLarge,
                StatusCodes.Status415UnsupportedMediaType => NotJson,
                _ => null,
            };
        }

        problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status ?? StatusCodes.Status500InternalServerError);
        AddTraceId(problem);
    }

    private static void AddTraceId(ProblemDetails problem) =>
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? ActivityTraceId.CreateRandom().ToString();
}
