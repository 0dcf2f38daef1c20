using Aspire.Hosting;
using Valerix.AppHost.Postgres;

namespace Valerix.UnitTests.AppHost.Postgres;

public sealed class PostgresClusterTests : IDisposable
{
    private static readonly PostgresBinaries _newest = new("/newest", 17);
    private static readonly PostgresBinaries _older = new("/older", 15);

    private readonly string _folder = Directory.CreateTempSubdirectory("valerix-cluster-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void New_data_is_made_by_the_newest() =>
        PostgresCluster.Locate(_folder, [_newest, _older]).Binaries.ShouldBe(_newest);

    [Fact]
    public void Old_data_is_opened_by_the_version_that_made_it()
    {
        MadeBy(15);
        PostgresCluster.Locate(_folder, [_newest, _older]).Binaries.ShouldBe(_older);
    }

    [Theory]
    [InlineData(16, "install it")]
    [InlineData(PostgresDownload.Major, "set Postgres:Source to download")]
    public void Data_of_a_version_that_is_not_there_is_one_sentence(int major, string advice)
    {
        MadeBy(major);
        Should.Throw<DistributedApplicationException>(() => PostgresCluster.Locate(_folder, [_newest, _older])).Message.ShouldBe(
            $"The data in {_folder} was made by PostgreSQL {major}, which is not there: {advice}, or move the folder away to start empty.");
    }

    private void MadeBy(int major) => File.WriteAllText(Path.Combine(_folder, "PG_VERSION"), $"{major}\n");
}
