using System.Collections.Concurrent;
using System.Net;

namespace Valerix.LoadTest.Load.Selling;

/// <summary>Answers as text, each made once: a run has millions of them.</summary>
internal static class Answers
{
    private static readonly ConcurrentDictionary<(HttpStatusCode, string?), string> _names = new();

    /// <summary>The status code, and where it leaves the order if that is known.</summary>
    public static string NameOf(HttpStatusCode code, string? status) =>
        _names.GetOrAdd((code, status), answer => answer.Item2 is null ? $"{(int)answer.Item1}" : $"{(int)answer.Item1} {answer.Item2}");
}
