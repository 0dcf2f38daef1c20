using System.Collections.Concurrent;
using Aspire.Hosting;
using Microsoft.AspNetCore.Http;
using MysticMind.PostgresEmbed;
using Valerix.AppHost.Postgres;
using Valerix.UnitTests.Shared;

namespace Valerix.UnitTests.AppHost.Postgres;

[Collection("Tests that write programs")]
public sealed class PostgresDownloadTests : IAsyncLifetime
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly string _cache = Path.Combine(Path.GetTempPath(), $"valerix-cache-{Guid.NewGuid():N}");
    private readonly ConcurrentQueue<string> _said = [];
    private Mirror _mirror = null!;

    /// <summary>What a mirror may do wrong, with what the user reads about it.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { "breaks off", "prematurely" },
        { "breaks off without saying how much there is", "the archive's SHA-256 is not the one published beside it" },
        { "falls silent", "nothing arrived for 2 s" },
        { "never ends", "more than 1 MB came" },
        { "has no such file", "is answered with 404" },
        { "is out of order", "is answered with 503" },
        { "has another archive's checksum", "the archive's SHA-256 is not the one published beside it" },
        { "has another archive's SHA-1 alone", "the archive's SHA-1 is not the one published beside it" },
        { "has no checksum", "no checksum is published beside the archive" },
        { "cannot read its checksum", ".jar.sha256 is answered with 500" },
        { "has something that is no archive", "End of Central Directory" },
        { "has an archive of something else", "what came holds no PostgreSQL that runs here" },
    };

    private string Folder => Path.Combine(_cache, $"{PostgresDownload.Version}-{PgPlatform.Detect().ArtifactName}");

    public async Task InitializeAsync() => _mirror = await Mirror.StartAsync();

    public async Task DisposeAsync()
    {
        await _mirror.DisposeAsync();
        if (Directory.Exists(_cache)) Directory.Delete(_cache, recursive: true);
    }

    [Fact]
    public async Task It_is_fetched_once_and_then_runs_without_the_network()
    {
        var fetched = await FetchAsync();
        fetched.Major.ShouldBe(PostgresDownload.Major);
        fetched.Postgres.ShouldStartWith(Folder);

        var address = _mirror.Address;
        await _mirror.DisposeAsync();
        (await FetchAsync(address)).ShouldBe(fetched);
        _mirror.Fetches.ShouldBe(1);
        NothingHalfMadeIsLeft();
    }

    [Fact]
    public async Task The_user_reads_which_version_comes_from_where_and_where_it_goes()
    {
        await FetchAsync();
        _said.First().ShouldBe($"Fetching PostgreSQL 18.3.0 from {_mirror.Address}, once, into {Folder}");
        _said.Last().ShouldBe("PostgreSQL 18.3.0 is there.");
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task A_mirror_at_fault_is_one_sentence_and_the_next_attempt_succeeds(string fault, string reason)
    {
        await using var faulty = await Mirror.StartAsync();
        Break(faulty, fault);
        await ReadsWhatToDoAsync(faulty.Address, reason);
        NothingHalfMadeIsLeft();
        Directory.Exists(Folder).ShouldBeFalse();

        (await FetchAsync()).Major.ShouldBe(PostgresDownload.Major);
    }

    [Fact]
    public async Task A_mirror_that_drips_is_one_sentence()
    {
        _mirror.Answer = async context =>
        {
            using var drips = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (await drips.WaitForNextTickAsync(context.RequestAborted)) await context.Response.Body.WriteAsync(_mirror.Archive.AsMemory(0, 1));
        };
        await ReadsWhatToDoAsync(_mirror.Address, "not all of it had come after 3 s", total: TimeSpan.FromSeconds(3));
        NothingHalfMadeIsLeft();
    }

    [Fact]
    public async Task No_network_is_one_sentence_and_the_next_attempt_succeeds()
    {
        var gone = await Mirror.StartAsync();
        var address = gone.Address;
        await gone.DisposeAsync();
        await ReadsWhatToDoAsync(address, "refused");
        NothingHalfMadeIsLeft();

        (await FetchAsync()).Major.ShouldBe(PostgresDownload.Major);
    }

    [Fact]
    public Task An_address_that_is_none_is_one_sentence() => ReadsWhatToDoAsync("nowhere", "");

    [Fact]
    public async Task A_SHA1_alone_will_do()
    {
        _mirror.Checksums.Remove(".sha256");
        (await FetchAsync()).Major.ShouldBe(PostgresDownload.Major);
    }

    [Fact]
    public async Task Leftovers_of_a_killed_attempt_are_cleared_and_not_used()
    {
        var leftover = Directory.CreateDirectory(Path.Combine($"{Folder}.unfinished", $"postgres-{PostgresDownload.Version}-{PgPlatform.Detect().ArtifactName}", "bin"));
        await File.WriteAllTextAsync(Path.Combine(leftover.FullName, "postgres"), "half of it");

        (await FetchAsync()).Major.ShouldBe(PostgresDownload.Major);
        _mirror.Fetches.ShouldBe(1);
        NothingHalfMadeIsLeft();
    }

    [Fact]
    public async Task Two_at_once_fetch_it_once()
    {
        var secondWaits = new TaskCompletionSource();
        _mirror.Answer = async context =>
        {
            await secondWaits.Task.WaitAsync(_bound, context.RequestAborted);
            await context.Response.Body.WriteAsync(_mirror.Archive, context.RequestAborted);
        };
        var first = FetchAsync(patience: _bound);
        await Eventually.Async(_ => Task.FromResult(_mirror.Fetches == 1), _bound, "the first asks for the archive");
        var second = new PostgresDownload(_cache, _mirror.Address, said =>
        {
            if (said.StartsWith("Waiting for another AppHost", StringComparison.Ordinal)) secondWaits.TrySetResult();
        }).GetAsync(CancellationToken.None);

        (await first.WaitAsync(_bound)).ShouldBe(await second.WaitAsync(_bound));
        _mirror.Fetches.ShouldBe(1);
    }

    [Fact]
    public async Task A_cached_one_that_does_not_run_is_one_sentence()
    {
        var fetched = await FetchAsync();
        File.Delete(fetched.InitDb);
        var refusal = await Should.ThrowAsync<DistributedApplicationException>(() => FetchAsync());
        refusal.Message.ShouldStartWith($"The PostgreSQL in {Folder} does not run: delete that folder to have it fetched again, or install");
    }

    private Task<PostgresBinaries> FetchAsync(string? address = null, TimeSpan? patience = null, TimeSpan? total = null) =>
        new PostgresDownload(_cache, address ?? _mirror.Address, _said.Enqueue)
        {
            Limits = new DownloadLimits { MaxBytes = 1024 * 1024, Patience = patience ?? TimeSpan.FromSeconds(2), Total = total ?? _bound },
        }.GetAsync(CancellationToken.None);

    private async Task ReadsWhatToDoAsync(string address, string reason, TimeSpan? total = null)
    {
        var refusal = await Should.ThrowAsync<DistributedApplicationException>(() => FetchAsync(address, total: total).WaitAsync(_bound));
        refusal.Message.ShouldStartWith($"PostgreSQL 18.3.0 could not be fetched from {address} (");
        refusal.Message.ShouldContain(reason);
        refusal.Message.ShouldEndWith(
            "): install docker, podman or PostgreSQL 15 or newer (on Debian: apt-get install postgresql), or name another address in the setting Postgres:Mirror.");
        refusal.Message.ShouldNotContain('\n');
    }

    private void NothingHalfMadeIsLeft() =>
        Directory.EnumerateFileSystemEntries(_cache).Where(entry => entry != Folder && entry != $"{Folder}.lock").ShouldBeEmpty();

    private static void Break(Mirror mirror, string fault)
    {
        var half = mirror.Archive[..(mirror.Archive.Length / 2)];
        switch (fault)
        {
            case "breaks off":
                mirror.Answer = async context =>
                {
                    context.Response.ContentLength = mirror.Archive.Length;
                    await context.Response.Body.WriteAsync(half);
                    await context.Response.Body.FlushAsync();
                };
                break;
            case "breaks off without saying how much there is":
                mirror.Answer = context => context.Response.Body.WriteAsync(half).AsTask();
                break;
            case "falls silent":
                mirror.Answer = async context =>
                {
                    await context.Response.Body.WriteAsync(half);
                    await context.Response.Body.FlushAsync();
                    await Task.Delay(Timeout.Infinite, context.RequestAborted);
                };
                break;
            case "never ends":
                mirror.Answer = async context =>
                {
                    while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(half);
                };
                break;
            case "has no such file":
                mirror.Answer = context => Task.FromResult(context.Response.StatusCode = StatusCodes.Status404NotFound);
                break;
            case "is out of order":
                mirror.Answer = context => Task.FromResult(context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable);
                break;
            case "has another archive's checksum":
                mirror.Checksums[".sha256"] = _ => new byte[32];
                break;
            case "has another archive's SHA-1 alone":
                mirror.Checksums.Remove(".sha256");
                mirror.Checksums[".sha1"] = _ => new byte[20];
                break;
            case "has no checksum":
                mirror.Checksums.Clear();
                break;
            case "cannot read its checksum":
                mirror.Checksums[".sha256"] = _ => throw new InvalidOperationException();
                break;
            case "has something that is no archive":
                mirror.Archive = "<html>Please log in.</html>"u8.ToArray();
                break;
            case "has an archive of something else":
                mirror.Archive = PostgresArchive.With("mysqld");
                break;
            default:
                throw new ArgumentException($"Unknown: {fault}", nameof(fault));
        }
    }
}
