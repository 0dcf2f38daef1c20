using Microsoft.Extensions.Configuration;
using MysticMind.PostgresEmbed;

namespace Valerix.AppHost.Postgres;

/// <summary>A PostgreSQL that is fetched once from a Maven repository, for machines that have neither containers nor an installed server.</summary>
/// <param name="cache">The folder that keeps it, shared by all clones.</param>
/// <param name="mirror">The repository's address.</param>
/// <param name="say">Tells the user what is done, as it is done.</param>
internal sealed class PostgresDownload(string cache, string mirror, Action<string> say)
{
    /// <summary>The version of the container's image. Data made by another major version does not open.</summary>
    public const string Version = "18.3.0";

    /// <summary>The major version of <see cref="Version"/>.</summary>
    public const int Major = 18;

    /// <summary>The one retry is for a connection that breaks; without a network, the user is to know soon.</summary>
    private const int Retries = 1;

    private static readonly string _instead =
        $"install docker, podman or PostgreSQL {PostgresBinaries.OldestMajor} or newer (on Debian: apt-get install postgresql)";

    private static readonly TimeSpan _turnPatience = TimeSpan.FromMinutes(10);

    /// <summary>What a fetch may cost at most.</summary>
    public DownloadLimits Limits { get; init; } = new();

    /// <summary>The PostgreSQL that the settings <c>Postgres:Mirror</c> and <c>Postgres:Cache</c> lead to, fetched when it is not there yet.</summary>
    /// <exception cref="DistributedApplicationException">The fetch failed; the message says what to do instead.</exception>
    // The wait blocks while the model is built, so the dashboard is not up yet. A later place would not help: the orchestrator starts the
    // dashboard, too, and takes each server's command before that. Here, a failed fetch also stops the AppHost before anything has started.
    public static PostgresBinaries Get(IConfiguration configuration) => new PostgresDownload(
        configuration["Postgres:Cache"] is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.Combine(DataFolder.OfAllClones, "postgres"),
        configuration["Postgres:Mirror"] is { Length: > 0 } address ? address.TrimEnd('/') : PgServerOptions.DefaultMavenRepo,
        System.Console.WriteLine).GetAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The PostgreSQL of the cache, fetched when it is not there yet.</summary>
    /// <exception cref="DistributedApplicationException">The fetch failed; the message says what to do instead.</exception>
    public async Task<PostgresBinaries> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            var folder = Path.Combine(cache, $"{Version}-{PgPlatform.Detect().ArtifactName}");
            if (!Directory.Exists(folder)) await FetchAsync(folder, cancellationToken);
            return PostgresBinaries.In(Programs(folder)) ?? throw new DistributedApplicationException(
                $"The PostgreSQL in {folder} does not run: delete that folder to have it fetched again, or {_instead}.");
        }
        catch (Exception exception) when (exception is not (DistributedApplicationException or OperationCanceledException))
        {
            throw new DistributedApplicationException(
                $"PostgreSQL {Version} could not be fetched from {mirror} ({Reason(exception)}): {_instead}, or name another address in the setting Postgres:Mirror.",
                exception);
        }
    }

    private static string Programs(string folder) => Path.Combine(folder, "bin");

    private static string Reason(Exception exception)
    {
        while (exception is PostgresEmbedException or HttpRequestException && exception.InnerException is { } inner) exception = inner;
        return exception.Message.ReplaceLineEndings(" ").TrimEnd('.');
    }

    private async Task FetchAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(cache);
        await using var turn = await WaitForTurnAsync($"{folder}.lock", cancellationToken);
        if (Directory.Exists(folder)) return;

        // The package keeps a broken archive and fails on it for ever, and keeps the leftovers of a kill. So the package works in a folder
        // that is deleted before and after, and only a PostgreSQL that runs is moved to its place, in one step.
        var unfinished = $"{folder}.unfinished";
        Delete(unfinished);
        try
        {
            say($"Fetching PostgreSQL {Version} from {mirror}, once, into {folder}");
            using var http = new HttpClient(new VerifyingHandler(Limits, say)) { Timeout = Timeout.InfiniteTimeSpan };
            await using var package = new PgServer(new PgServerOptions
            {
                PgVersion = Version,
                DbDir = unfinished,
                BinariesDir = unfinished,
                MavenRepo = mirror,
                HttpClient = http,
                DownloadRetryCount = Retries,
            });
            await InstallAsync(package, cancellationToken);
            if (PostgresBinaries.In(Programs(package.InstallDir)) is null) throw new InvalidDataException("what came holds no PostgreSQL that runs here");
            if (UnprivilegedUser.IsNeeded) await LocalProcess.RunAsRootAsync("chmod", ["-R", "a+rX", package.InstallDir], cancellationToken);
            Directory.Move(package.InstallDir, folder);
            say($"PostgreSQL {Version} is there.");
        }
        finally
        {
            Delete(unfinished);
        }
    }

    private async Task InstallAsync(PgServer package, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Limits.Total);
        try
        {
            await package.InstallAsync(bounded.Token);
        }
        catch (Exception exception) when (bounded.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"not all of it had come after {Limits.Total.TotalSeconds:0.#} s", exception);
        }
    }

    /// <summary>Two AppHosts that start at once fetch it once: the second waits for the lock, which the system frees even when its owner is killed.</summary>
    private async Task<FileStream> WaitForTurnAsync(string lockFile, CancellationToken cancellationToken)
    {
        var until = DateTime.UtcNow + _turnPatience;
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                return new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (DateTime.UtcNow < until)
            {
                if (isFirst) say($"Waiting for another AppHost that fetches PostgreSQL: {exception.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
