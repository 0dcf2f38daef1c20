namespace Valerix.Web.Clients;

/// <summary>What came of a call: an answer, a refusal, or nothing that would tell what happened.</summary>
public abstract record Outcome<T>
{
    private Outcome()
    {
    }

    public TResult Match<TResult>(Func<T, TResult> answered, Func<ApiProblem, TResult> refused, Func<string, TResult> unknown) => this switch
    {
        Answered(var value) => answered(value),
        Refused(var problem) => refused(problem),
        Unknown(var reason) => unknown(reason),
        _ => throw new InvalidOperationException("An outcome is one of three."),
    };

    public Outcome<TOther> Map<TOther>(Func<T, TOther> map) => Match<Outcome<TOther>>(
        value => new Outcome<TOther>.Answered(map(value)),
        problem => new Outcome<TOther>.Refused(problem),
        reason => new Outcome<TOther>.Unknown(reason));

    public sealed record Answered(T Value) : Outcome<T>;

    /// <summary>The service said no, and why.</summary>
    public sealed record Refused(ApiProblem Problem) : Outcome<T>;

    /// <summary>It is not known whether the call took effect.</summary>
    /// <param name="Reason">What was seen, to stand after the service's name: "takes too long to answer".</param>
    public sealed record Unknown(string Reason) : Outcome<T>;
}

/// <summary>An RFC 9457 problem, as far as a person cares.</summary>
public sealed record ApiProblem(int Status, string? Title, string? Detail)
{
    /// <summary>The same call may succeed later: the service was too busy, or failed.</summary>
    public bool IsPassing => Status is 408 or 429 or >= 500;

    /// <summary>One sentence, whatever the service left out.</summary>
    public string Sentence => Detail ?? Title ?? $"The service answered {Status}.";
}
