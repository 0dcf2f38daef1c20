using Microsoft.Extensions.Configuration;
using Valerix.AppHost.Postgres;

namespace Valerix.UnitTests.AppHost.Postgres;

public sealed class DataFolderTests
{
    private static readonly string _named = Path.Combine(Path.GetTempPath(), "valerix-named");

    [Fact]
    public void Data_that_stays_is_in_the_folder_that_is_named() =>
        DataFolder.Of(Settings(("Data:Folder", _named)), "clone").ShouldBe(_named);

    [Theory]
    [InlineData("Data:Transient", "true")]
    [InlineData("DcpPublisher:RandomizePorts", "true")]
    public void Passing_data_which_is_deleted_in_the_end_gets_a_folder_of_its_own_in_there(string setting, string value)
    {
        var settings = Settings(("Data:Folder", _named), (setting, value));

        Path.GetDirectoryName(DataFolder.Of(settings, "clone")).ShouldBe(_named);
        DataFolder.Of(settings, "clone").ShouldNotBe(DataFolder.Of(settings, "clone"));
    }

    [Fact]
    public void Each_clone_has_a_folder_of_its_own_that_stays_the_same()
    {
        DataFolder.Of(Settings(), "clone").ShouldBe(DataFolder.Of(Settings(), "clone"));
        DataFolder.Of(Settings(), "clone").ShouldNotBe(DataFolder.Of(Settings(), "another clone"));
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
