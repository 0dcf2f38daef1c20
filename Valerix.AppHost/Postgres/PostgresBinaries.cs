using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Valerix.AppHost.Postgres;

/// <summary>A folder with the programs of a PostgreSQL server.</summary>
/// <param name="Folder">Holds <c>postgres</c> and <c>initdb</c>.</param>
/// <param name="Major">The major version: 15 or newer.</param>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest major version that Valerix is run with.</summary>
    public const int OldestMajor = 15;

    private static readonly string[] _usualFolders =
    [
        "/usr/lib/postgresql/*/bin", // Debian, Ubuntu
        "/usr/pgsql-*/bin", // Red Hat
        "/opt/homebrew/opt/postgresql@*/bin", // macOS on ARM
        "/usr/local/opt/postgresql@*/bin", // macOS on Intel
        "C:/Program Files/PostgreSQL/*/bin",
    ];

    public string Postgres => Program(Folder, "postgres");

    public string InitDb => Program(Folder, "initdb");

    /// <summary>Every usable installation, newest first: the setting <c>Postgres:Binaries</c> alone, or PATH and the usual folders.</summary>
    /// <exception cref="DistributedApplicationException">The setting names a folder without a usable one.</exception>
    public static IReadOnlyList<PostgresBinaries> Find(IConfiguration configuration)
    {
        if (configuration["Postgres:Binaries"] is { Length: > 0 } setting)
        {
            return [In(setting) ?? throw new DistributedApplicationException(
                $"The setting Postgres:Binaries is '{setting}', but no 'postgres' of version {OldestMajor} or newer with its 'initdb' runs there: correct it, or remove it.")];
        }

        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return [.. path.Concat(_usualFolders.SelectMany(Expand)).Distinct().Select(In).OfType<PostgresBinaries>().OrderByDescending(binaries => binaries.Major)];
    }

    /// <summary>The installation in <paramref name="folder"/>; null when there is none, or none that is new enough and runs.</summary>
    public static PostgresBinaries? In(string folder) =>
        File.Exists(Program(folder, "postgres")) && File.Exists(Program(folder, "initdb")) && MajorOf(Program(folder, "postgres")) is var major and >= OldestMajor
            ? new(folder, major)
            : null;

    private static string Program(string folder, string name) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name);

    private static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        var (parent, rest) = (pattern[..(pattern.LastIndexOf('/', star) + 1)], pattern[(pattern.IndexOf('/', star) + 1)..]);
        var name = pattern[parent.Length..pattern.IndexOf('/', star)];
        return Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, name).Select(folder => Path.Combine(folder, rest)) : [];
    }

    private static int MajorOf(string postgres)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(postgres, ["--version"]) { RedirectStandardOutput = true })!;
            var version = FirstNumber().Match(process.StandardOutput.ReadToEnd());
            return version.Success ? int.Parse(version.Value, CultureInfo.InvariantCulture) : 0;
        }
        catch (Win32Exception)
        {
            // Not a program, or one for another kind of machine.
            return 0;
        }
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex FirstNumber();
}
