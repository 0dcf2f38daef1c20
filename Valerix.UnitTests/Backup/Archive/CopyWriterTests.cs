using Valerix.Backup.Archive;

namespace Valerix.UnitTests.Backup.Archive;

public sealed class CopyWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("valerix-copies-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_full_disk_is_one_sentence_and_the_other_place_has_its_copy()
    {
        var (full, roomy) = (Place("full"), Place("roomy"));
        File.WriteAllText(Path.Combine(full, "older"), "older");
        // The kernel answers every write to this device that there is no space left.
        File.CreateSymbolicLink(Path.Combine(full, ".orders.unfinished"), "/dev/full");

        await using var writer = new CopyWriter([full, roomy], "orders");
        await writer.WriteAsync(new byte[100_000]);
        var copies = writer.Finish(_ => "newer");

        copies.ShouldBe(1);
        File.Exists(Path.Combine(roomy, "newer")).ShouldBeTrue();
        writer.Failures.ShouldHaveSingleItem().ShouldMatch($"^{full} took no copy \\(No space left on device.*\\): make room .*untouched\\.$");
        Directory.GetFiles(full).Select(Path.GetFileName).ShouldBe(["older"]);
    }

    [Fact]
    public async Task What_is_not_finished_leaves_nothing()
    {
        var place = Place("place");
        await using (var writer = new CopyWriter([place], "orders")) await writer.WriteAsync(new byte[100_000]);

        Directory.GetFiles(place).ShouldBeEmpty();
    }

    private string Place(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
}
