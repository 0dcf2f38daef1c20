using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Valerix.UnitTests.Deployment.Azure;

/// <summary>What holds for <c>infra/</c> whatever the AppHost says.</summary>
public sealed partial class InfraTests(CompiledInfra infra) : IClassFixture<CompiledInfra>
{
    /// <summary>Those that azd sets by itself.</summary>
    private static readonly string[] _ofAzd = ["AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_PRINCIPAL_ID"];

    public static TheoryData<string> Deployed => [.. Directory.GetFiles(CompiledInfra.Source, "*.bicep").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Fact]
    public void It_compiles_and_the_linter_finds_nothing() => infra.Findings.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Deployed))]
    public void The_parameters_file_gives_what_the_template_asks_for(string name)
    {
        var asked = infra.Template(name)["parameters"]!.AsObject().Select(parameter => parameter.Key);

        Parameters(name).AsObject().Select(parameter => parameter.Key).ShouldBe(asked, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Deployed))]
    public void A_parameter_comes_from_azd_or_from_an_output(string name)
    {
        string[] outputs = [.. infra.Template("main")["outputs"]!.AsObject().Select(output => output.Key), $"SERVICE_{name.ToUpperInvariant()}_IMAGE_NAME"];

        Variable().Matches(Parameters(name).ToJsonString()).Select(match => match.Groups[1].Value).Except([.. outputs, .. _ofAzd]).ShouldBeEmpty();
    }

    [Fact]
    public void An_app_has_its_probes_and_two_replicas_at_least()
    {
        var template = App()["properties"]!["template"]!;

        template["containers"]![0]!["probes"]!.AsArray().Select(probe => $"{probe!["type"]} {probe["httpGet"]}").ShouldSatisfyAllConditions(
            probes => probes.ShouldContain(probe => probe.StartsWith("Startup") && probe.Contains("/alive")),
            probes => probes.ShouldContain(probe => probe.StartsWith("Liveness") && probe.Contains("/alive")),
            probes => probes.ShouldContain(probe => probe.StartsWith("Readiness") && probe.Contains("/ready")));
        infra.Template("modules/container-app")["variables"]!["port"]!.GetValue<int>().ShouldBe(8080, "what HTTP_PORTS says");
        template["scale"]!["minReplicas"]!.GetValue<int>().ShouldBe(2);
        template["scale"]!["rules"]![0]!["http"].ShouldNotBeNull();
    }

    [Fact]
    public void A_server_has_a_standby_in_another_zone_and_no_public_address()
    {
        var server = infra.Template("modules/postgres")["resources"]!["server"]!["properties"]!;

        server["highAvailability"]!["mode"]!.GetValue<string>().ShouldBe("ZoneRedundant");
        server["highAvailability"]!["standbyAvailabilityZone"]!.GetValue<string>().ShouldNotBe(server["availabilityZone"]!.GetValue<string>());
        server["backup"]!["backupRetentionDays"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(7);
        server["network"]!["delegatedSubnetResourceId"].ShouldNotBeNull();
    }

    private JsonNode App() => infra.Template("modules/container-app")["resources"]!["app"]!;

    private static JsonNode Parameters(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(CompiledInfra.Source, $"{name}.parameters.json")))!["parameters"]!;

    [GeneratedRegex(@"\$\{([A-Z_]+)\}")]
    private static partial Regex Variable();
}
