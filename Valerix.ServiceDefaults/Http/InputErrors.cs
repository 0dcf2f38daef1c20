using Microsoft.AspNetCore.Http.HttpResults;

namespace Valerix.ServiceDefaults.Http;

/// <summary>What is wrong with a request, field by field; the first error of a field counts.</summary>
public sealed class InputErrors
{
    /// <summary>A body full of errors would make an answer that is larger than the request.</summary>
    private const int MaxErrors = 20;

    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>The answer to the request, or null when nothing is wrong with it.</summary>
    public ProblemHttpResult? Problem => _errors.Count == 0 ? null : Problems.Validation(_errors);

    /// <param name="field">The field's name in the JSON or the query.</param>
    /// <param name="rule">How it should be.</param>
    public InputErrors Add(string field, string rule)
    {
        if (_errors.Count < MaxErrors) _errors.TryAdd(field, [rule]);
        return this;
    }

    /// <summary>Adds an error unless <paramref name="holds"/>.</summary>
    public InputErrors Require(bool holds, string field, string rule) => holds ? this : Add(field, rule);

    /// <summary>Requires a text that a person can read: not empty, not too long, only characters that stand for themselves.</summary>
    public InputErrors RequireText(string? text, string field, int maxLength) =>
        Require(
            !string.IsNullOrWhiteSpace(text) && text.Length <= maxLength && PlainText.Is(text),
            field,
            $"must be 1 to {maxLength} characters that are not all blank, with {PlainText.Rule}.");
}
