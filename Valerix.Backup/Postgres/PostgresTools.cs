using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Valerix.Backup.Postgres;

/// <summary>One installation of PostgreSQL with the tools that come with it.</summary>
/// <param name="Folder">Holds <c>pg_basebackup</c>, <c>pg_receivewal</c>, <c>pg_verifybackup</c> and <c>postgres</c>.</param>
/// <param name="Major">The major version.</param>
internal sealed partial record PostgresTools(string Folder, int Major)
{
    private static readonly string[] _usualParents = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt"];

    private static readonly Lazy<IReadOnlyList<PostgresTools>> _all = new(Find);

    /// <summary>The newest installation, whose tools can copy from any older server.</summary>
    public static PostgresTools Newest => _all.Value is [var newest, ..]
        ? newest
        : throw new BackupException("PostgreSQL's tools are not installed here: install them (on Debian: apt-get install postgresql), or add the folder of pg_basebackup to PATH.");

    /// <summary>The installation that can open data of the version <paramref name="major"/>.</summary>
    public static PostgresTools OfMajor(int major) => _all.Value.FirstOrDefault(tools => tools.Major == major)
        ?? throw new BackupException($"The backup is of PostgreSQL {major}, which is not installed here: install that version.");

    public string Program(string name) => Path.Combine(Folder, name);

    private static IReadOnlyList<PostgresTools> Find()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var usual = _usualParents.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Select(folder => Path.Combine(folder, "bin"));
        return [.. path.Concat(usual).Where(folder => File.Exists(Path.Combine(folder, "postgres"))).Distinct()
            .Select(folder => new PostgresTools(folder, MajorOf(Path.Combine(folder, "pg_basebackup"))))
            .Where(tools => tools.Major > 0)
            .OrderByDescending(tools => tools.Major)];
    }

    private static int MajorOf(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true })!;
            var version = FirstNumber().Match(process.StandardOutput.ReadToEnd());
            return version.Success ? int.Parse(version.Value, CultureInfo.InvariantCulture) : 0;
        }
        catch (Win32Exception)
        {
            // Some installations are the server's alone, without the tools.
            return 0;
        }
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex FirstNumber();
}
