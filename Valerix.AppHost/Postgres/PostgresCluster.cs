using System.Globalization;

namespace Valerix.AppHost.Postgres;

/// <summary>The data of one local server: made when it is not there, and always opened with the password and databases asked for.</summary>
/// <param name="Folder">PostgreSQL's data directory.</param>
/// <param name="Binaries">The installation that can open it.</param>
internal sealed record PostgresCluster(string Folder, PostgresBinaries Binaries)
{
    /// <summary>The second line is for backups: "all" means databases, and replication is none.</summary>
    private const string OnlyByPassword = "host all all 127.0.0.1/32 scram-sha-256\nhost replication all 127.0.0.1/32 scram-sha-256\n";

    private static readonly TimeSpan _previousServerPatience = TimeSpan.FromSeconds(15);

    public string Parent => Path.GetDirectoryName(Folder)!;

    /// <summary>The cluster in <paramref name="folder"/>, with the newest of <paramref name="binaries"/> that can open it.</summary>
    /// <exception cref="DistributedApplicationException">None is of the version that made the data.</exception>
    public static PostgresCluster Locate(string folder, IReadOnlyList<PostgresBinaries> binaries)
    {
        var versionFile = Path.Combine(folder, "PG_VERSION");
        if (!File.Exists(versionFile)) return new(folder, binaries[0]);

        var major = int.Parse(File.ReadAllText(versionFile), CultureInfo.InvariantCulture);
        return new(folder, binaries.FirstOrDefault(candidate => candidate.Major == major) ?? throw new DistributedApplicationException(
            $"The data in {folder} was made by PostgreSQL {major}, which is not there: "
            + $"{(major == PostgresDownload.Major ? $"set {PostgresSources.Setting} to download" : "install it")}, or move the folder away to start empty."));
    }

    /// <summary>Makes the cluster ready for its server: created, reachable by <paramref name="password"/> only, with <paramref name="databases"/>.</summary>
    public async Task PrepareAsync(string password, IEnumerable<string> databases, CancellationToken cancellationToken)
    {
        await WaitForPreviousServerAsync(cancellationToken);
        if (!File.Exists(Path.Combine(Folder, "PG_VERSION"))) await CreateAsync(cancellationToken);

        // At each start, since data of an earlier state has a file without the line for backups.
        await File.WriteAllTextAsync(Path.Combine(Folder, "pg_hba.conf"), OnlyByPassword, cancellationToken);

        // Without a server, in single-user mode, so that there is no moment in which it listens without a password.
        // A password that is lost or generated anew is no reason to lose the data. CREATE DATABASE fails harmlessly the second time.
        var commands = databases
            .Select(database => $"CREATE DATABASE \"{database}\"\n")
            .Prepend($"ALTER ROLE {LocalPostgresServerResource.UserName} PASSWORD '{password.Replace("'", "''", StringComparison.Ordinal)}'\n");
        await LocalProcess.RunAsync(Binaries.Postgres, ["--single", "-D", Folder, "postgres"], string.Concat(commands), cancellationToken);
    }

    public void Delete()
    {
        if (Directory.Exists(Parent)) Directory.Delete(Parent, recursive: true);
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        // A creation that was interrupted leaves nothing that looks finished.
        var unfinished = $"{Folder}.unfinished";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        await MakeFolderAsync(unfinished, cancellationToken);
        await LocalProcess.RunAsync(
            Binaries.InitDb,
            ["-D", unfinished, "-U", LocalPostgresServerResource.UserName, "--auth=trust", "--encoding=UTF8", "--locale=C", "--data-checksums", "--no-sync"],
            input: "",
            cancellationToken);
        Directory.Move(unfinished, Folder);
    }

    private static async Task MakeFolderAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (UnprivilegedUser.IsNeeded) await LocalProcess.RunAsRootAsync("chown", [UnprivilegedUser.Name, folder], cancellationToken);
        }
    }

    /// <summary>An AppHost that was killed takes its server down too, but not in the same instant.</summary>
    private async Task WaitForPreviousServerAsync(CancellationToken cancellationToken)
    {
        var lockFile = Path.Combine(Folder, "postmaster.pid");
        var until = DateTime.UtcNow + _previousServerPatience;
        while (File.Exists(lockFile)
            && int.TryParse(File.ReadLines(lockFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid)
            && LocalProcess.IsPostgres(pid))
        {
            if (DateTime.UtcNow > until)
            {
                throw new DistributedApplicationException($"Process {pid} already serves {Folder}: is Valerix running a second time? End that one first.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
    }
}
