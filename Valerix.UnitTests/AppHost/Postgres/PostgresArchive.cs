using System.Diagnostics;
using System.IO.Compression;

namespace Valerix.UnitTests.AppHost.Postgres;

/// <summary>Builds what a repository holds: a jar with a tar archive, which holds PostgreSQL's programs (here, scripts that only know their version).</summary>
internal static class PostgresArchive
{
    private const UnixFileMode Everything =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>An archive that has <paramref name="programs"/> in its folder <c>bin</c>.</summary>
    public static byte[] With(params string[] programs)
    {
        var work = Directory.CreateTempSubdirectory("valerix-archive-").FullName;
        try
        {
            var bin = Directory.CreateDirectory(Path.Combine(work, "tree", "bin")).FullName;
            foreach (var program in programs)
            {
                var file = Path.Combine(bin, program);
                File.WriteAllText(file, $"#!/bin/sh\necho '{program} (PostgreSQL) 18.3'\n");
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, Everything);
            }

            var tar = Path.Combine(work, "postgres.txz");
            using var process = Process.Start("tar", ["-cJf", tar, "-C", Path.Combine(work, "tree"), "bin"]);
            process.WaitForExit();
            process.ExitCode.ShouldBe(0);

            using var jar = new MemoryStream();
            using (var zip = new ZipArchive(jar, ZipArchiveMode.Create, leaveOpen: true)) zip.CreateEntryFromFile(tar, "postgres.txz");
            return jar.ToArray();
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
