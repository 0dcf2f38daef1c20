using Valerix.Tests.Running;

namespace Valerix.Tests.Contracts.Callers;

/// <summary><c>Valerix.http</c>: requests to click through in an editor, separated by lines that begin with <c>###</c>.</summary>
internal static class HttpFile
{
    private const string Separator = "###";

    /// <summary>All requests but those for health, which is no part of the OpenAPI documents.</summary>
    public static IReadOnlyList<DescribedRequest> Read() =>
    [
        .. File.ReadAllText(Path.Combine(Repository.Root, "Valerix.http"))
            .Split(Separator)
            .Skip(1)
            .Select(Parse)
            .Where(request => request.Path != "/health"),
    ];

    private static DescribedRequest Parse(string block)
    {
        var lines = block.Split('\n').ToList();
        var start = lines.FindIndex(1, line => line.Length > 0 && line[0] != '#');
        var (method, url) = (lines[start].Split(' ')[0], lines[start].Split(' ')[1]);
        var headers = lines.Skip(start + 1).TakeWhile(line => line.Length > 0).Select(line => line.Split(": ")).Select(parts => (parts[0], parts[1]));
        var body = string.Join('\n', lines.Skip(start + 1).SkipWhile(line => line.Length > 0)).Trim();
        return new(lines[0].Trim(), method, url, [.. headers], body.Length > 0 ? body : null);
    }
}
