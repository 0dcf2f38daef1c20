using Aspire.Hosting;
using Valerix.AppHost.Postgres;

namespace Valerix.UnitTests.AppHost.Postgres;

public sealed class PostgresSourcesTests
{
    [Theory]
    [InlineData(null, true, true, "Container")]
    [InlineData(null, true, false, "Container")]
    [InlineData(null, false, true, "Local")]
    [InlineData(null, false, false, "Download")]
    [InlineData("", true, true, "Container")]
    [InlineData("auto", true, true, "Container")]
    [InlineData("auto", false, true, "Local")]
    [InlineData("auto", false, false, "Download")]
    [InlineData("AUTO", false, false, "Download")]
    [InlineData("container", true, true, "Container")]
    [InlineData("Container", true, false, "Container")]
    [InlineData("local", true, true, "Local")]
    [InlineData("local", false, true, "Local")]
    [InlineData("download", true, true, "Download")]
    [InlineData("download", false, false, "Download")]
    public void The_setting_decides_and_without_one_the_first_that_is_there(string? setting, bool runtimeAnswers, bool isInstalled, string expected) =>
        PostgresSources.Choose(setting, () => runtimeAnswers, () => isInstalled).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("container", false, true, "The setting Postgres:Source is 'container', but neither docker nor podman answers")]
    [InlineData("container", false, false, "The setting Postgres:Source is 'container', but neither docker nor podman answers")]
    [InlineData("local", true, false, "The setting Postgres:Source is 'local', but PostgreSQL 15 or newer is not installed")]
    [InlineData("local", false, false, "The setting Postgres:Source is 'local', but PostgreSQL 15 or newer is not installed")]
    [InlineData("dcoker", true, true, "The setting Postgres:Source is 'dcoker': it must be auto, container, local or download.")]
    public void A_source_that_cannot_be_is_one_sentence(string setting, bool runtimeAnswers, bool isInstalled, string beginning)
    {
        var refusal = Should.Throw<DistributedApplicationException>(() => PostgresSources.Choose(setting, () => runtimeAnswers, () => isInstalled));
        refusal.Message.ShouldStartWith(beginning);
        refusal.Message.ShouldNotContain('\n');
        refusal.Message.ShouldEndWith(".");
    }

    [Fact]
    public void Nothing_is_asked_that_does_not_matter()
    {
        PostgresSources.Choose("auto", () => true, NotAsked).ShouldBe(PostgresSource.Container);
        PostgresSources.Choose("container", () => true, NotAsked).ShouldBe(PostgresSource.Container);
        PostgresSources.Choose("local", NotAsked, () => true).ShouldBe(PostgresSource.Local);
        PostgresSources.Choose("download", NotAsked, NotAsked).ShouldBe(PostgresSource.Download);

        static bool NotAsked() => throw new InvalidOperationException("Asked for nothing.");
    }
}
