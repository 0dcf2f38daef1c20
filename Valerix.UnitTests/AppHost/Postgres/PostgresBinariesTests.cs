using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Valerix.AppHost.Postgres;

namespace Valerix.UnitTests.AppHost.Postgres;

// Linux refuses to run a file that is open for writing, and a process that another test starts at that moment holds the file open for an instant:
// so the tests that write programs take turns.
[Collection("Tests that write programs")]
public sealed class PostgresBinariesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("valerix-binaries-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("15.14", 15)]
    [InlineData("18.3 (Debian 18.3-1)", 18)]
    public void A_folder_that_the_setting_names_is_the_only_one(string version, int major)
    {
        Program("postgres", $"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n");
        Program("initdb", "#!/bin/sh\n");
        Find().ShouldBe([new PostgresBinaries(_folder, major)]);
    }

    [Theory]
    [InlineData("#!/bin/sh\necho 'postgres (PostgreSQL) 14.20'\n")]
    [InlineData("#!/nowhere\n")]
    [InlineData("#!/bin/sh\necho 'a library is missing'\n")]
    [InlineData(null)]
    public void A_folder_without_one_that_runs_is_one_sentence(string? postgres)
    {
        if (postgres is not null) Program("postgres", postgres);
        Program("initdb", "#!/bin/sh\n");
        Should.Throw<DistributedApplicationException>(() => Find()).Message.ShouldBe(
            $"The setting Postgres:Binaries is '{_folder}', but no 'postgres' of version 15 or newer with its 'initdb' runs there: correct it, or remove it.");
    }

    private IReadOnlyList<PostgresBinaries> Find() => PostgresBinaries.Find(
        new ConfigurationBuilder().AddInMemoryCollection([new("Postgres:Binaries", _folder)]).Build());

    private void Program(string name, string script)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, script);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
