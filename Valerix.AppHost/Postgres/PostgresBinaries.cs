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
    private const int OldestMajor = 15;

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
    /// <exception cref="DistributedApplicationException">There is none; the message says what to install.</exception>
    public static IReadOnlyList<PostgresBinaries> Find(IConfiguration configuration)
    {
        var folders = configuration["Postgres:Binaries"] is { Length: > 0 } setting
            ? [setting]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(_usualFolders.SelectMany(Expand));
        PostgresBinaries[] found =
        [
            .. from folder in folders.Where(folder => folder.Length > 0).Distinct()
               where File.Exists(Program(folder, "postgres")) && File.Exists(Program(folder, "initdb"))
               let major = MajorOf(Program(folder, "postgres"))
               where major >= OldestMajor
               orderby major descending
               select new PostgresBinaries(folder, major),
        ];
        return found is [] ? throw new DistributedApplicationException(
            $"Valerix needs docker, podman or PostgreSQL {OldestMajor} or newer: install one "
            + "(on Debian: apt-get install postgresql), or name the folder of 'postgres' in the setting Postgres:Binaries.") : found;
    }

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
        using var process = Process.Start(new ProcessStartInfo(postgres, ["--version"]) { RedirectStandardOutput = true })!;
        var version = FirstNumber().Match(process.StandardOutput.ReadToEnd());
        return version.Success ? int.Parse(version.Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex FirstNumber();
}
