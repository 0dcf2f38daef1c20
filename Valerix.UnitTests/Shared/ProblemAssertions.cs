using System.Text.Json;

namespace Valerix.UnitTests.Shared;

/// <summary>What every error of the contract has in common.</summary>
internal static class ProblemAssertions
{
    /// <summary>Checks that the answer is a problem called <paramref name="name"/>, complete and without a view of the inside.</summary>
    public static JsonElement ShouldBeProblem(this Answer answer, HttpStatusCode status, string name)
    {
        answer.ShouldHave(status);
        answer.MediaType.ShouldBe("application/problem+json", answer.Body);

        var problem = answer.Json;
        problem.Text("type").ShouldEndWith($"/{name}");
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.Text("title").ShouldNotBeNullOrWhiteSpace();
        problem.Text("detail").ShouldNotBeNullOrWhiteSpace();
        problem.Text("traceId").ShouldMatch("^[0-9a-f]{32}$");
        answer.Body.ShouldNotContain("Exception");
        answer.Body.ShouldNotContain("Npgsql");
        return problem;
    }

    /// <summary>Any refusal that says that the caller is wrong, as a complete problem.</summary>
    public static void ShouldBeClientProblem(this Answer answer)
    {
        ((int)answer.Status).ShouldBeInRange(400, 499, answer.ToString());
        answer.ShouldBeProblem(answer.Status, answer.Json.Text("type").Split('/')[^1]);
    }

    /// <summary>The list that a problem carries under <paramref name="property"/>.</summary>
    public static IReadOnlyList<T> Items<T>(this JsonElement problem, string property) =>
        problem.GetProperty(property).Deserialize<IReadOnlyList<T>>(Answer.JsonOptions).ShouldNotBeNull();

    public static string Text(this JsonElement json, string property) => json.GetProperty(property).GetString().ShouldNotBeNull();
}
