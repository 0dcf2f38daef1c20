using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Valerix.ServiceDefaults.Http;

namespace Valerix.ServiceDefaults.OpenApi;

/// <summary>Examples for the OpenAPI document, said where the routes are.</summary>
public static class ExampleExtensions
{
    /// <summary>The trace id of every problem in the document: the one that https://www.w3.org/TR/trace-context/ explains itself with.</summary>
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    /// <summary>Shows a value of a parameter, in those of the operations that have it.</summary>
    public static TBuilder WithParameterExample<TBuilder>(this TBuilder endpoints, string parameter, object value)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new ParameterExample(parameter, value));

    /// <summary>Shows a body that can be sent.</summary>
    public static TBuilder WithRequestExample<TBuilder>(this TBuilder endpoints, string name, object body)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new BodyExample(Status: null, name, body));

    /// <summary>Shows a body that answers.</summary>
    public static TBuilder WithResponseExample<TBuilder>(this TBuilder endpoints, int status, string name, object body)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new BodyExample(status, name, body));

    /// <summary>Says which problems the calls can be answered with, and shows each of them under the name that its type ends in.</summary>
    public static TBuilder ProducesProblems<TBuilder>(this TBuilder endpoints, params ProblemHttpResult[] problems)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(problems);
        foreach (var problem in problems)
        {
            endpoints.WithMetadata(
                new ProducesResponseTypeMetadata(problem.StatusCode, typeof(ProblemDetails), [problem.ContentType]),
                Of(problem.ProblemDetails));
        }

        return endpoints;
    }

    internal static BodyExample Of(ProblemDetails problem)
    {
        problem.Extensions["traceId"] = TraceId;
        return new(problem.Status, Problems.NameOf(problem), problem);
    }
}
