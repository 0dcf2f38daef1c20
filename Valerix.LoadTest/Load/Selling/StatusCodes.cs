using System.Globalization;
using System.Net;

namespace Valerix.LoadTest.Load.Selling;

/// <summary>Status codes as text, each made once: a run has millions of answers.</summary>
internal static class StatusCodes
{
    private const int Least = 100;

    private static readonly string[] _names = [.. Enumerable.Range(Least, 500).Select(code => code.ToString(CultureInfo.InvariantCulture))];

    public static string NameOf(HttpStatusCode status) => _names.ElementAtOrDefault((int)status - Least) ?? "unknown";
}
