using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Valerix.UnitTests.Deployment.Azure;

/// <summary>The AppHost and <c>infra/</c> tell of the same system, so that neither is changed alone.</summary>
[Collection(SharedManifest.Name)]
public sealed partial class InfraAndAppHostTests(AppHostManifest manifest, CompiledInfra infra) : IClassFixture<CompiledInfra>
{
    private const string Port = "8080";

    [Fact]
    public void Each_service_is_deployed_by_azd_under_its_name()
    {
        var services = manifest.Services.Select(service => service.Name).ToArray();
        var azd = Yaml.Read(Repository.PathOf("azure.yaml")).Single()["services"]!.AsObject();

        azd.Select(service => service.Key).ShouldBe(services, ignoreOrder: true);
        azd.ShouldAllBe(service => Directory.Exists(Repository.PathOf(service.Value!["project"]!.GetValue<string>())));
        services.ShouldAllBe(service => infra.Arguments(service, service)["name"]!["value"]!.GetValue<string>() == service);
    }

    [Fact]
    public void A_service_has_an_address_outside_where_the_AppHost_gives_it_one() =>
        manifest.Services.ShouldAllBe(service => infra.Arguments(service.Name, service.Name)["external"]!["value"]!.GetValue<bool>() == service.External);

    [Fact]
    public void Each_database_is_on_its_own_server()
    {
        manifest.Databases.ShouldNotBeEmpty();
        var servers = infra.Template("main")["resources"]!.AsObject()
            .Select(module => module.Value!["properties"]?["parameters"])
            .Where(arguments => arguments?["database"] is not null)
            .Select(arguments => $"{arguments!["name"]} {arguments["server"]} {arguments["database"]!["value"]}")
            .ToArray();

        foreach (var (server, database) in manifest.Databases)
        {
            // Once where the server is made, and once where its secrets are.
            servers.Count(made => made.Contains(server) && made.EndsWith($" {database}")).ShouldBe(2, $"{server} with {database}");
        }
    }

    [Fact]
    public void Each_environment_variable_is_there_and_says_the_same()
    {
        var differences =
            from service in manifest.Services
            let settings = Settings(service.Name)
            from variable in service.Environment
            let setting = settings.GetValueOrDefault(variable.Key)
            where setting is null || !IsSame(variable.Value, setting)
            select $"{service.Name}: {variable.Key} is {variable.Value} in the AppHost and {setting?.ToJsonString() ?? "missing"} in infra/";

        differences.ShouldBeEmpty();
    }

    [Fact]
    public void No_environment_variable_is_there_that_the_AppHost_does_not_know() =>
        manifest.Services.SelectMany(service => Settings(service.Name).Keys.Except(service.Environment.Keys)).ShouldBeEmpty();

    [Fact]
    public void A_secret_that_a_service_refers_to_is_in_the_vault_and_in_the_service()
    {
        var secrets = manifest.Services.SelectMany(service => Settings(service.Name).Values.Select(setting => (
            Secret: $"{setting["secretRef"]}",
            Declared: infra.Arguments(service.Name, service.Name)["secretNames"]!["value"]!.AsArray().Select(name => $"{name}"))));

        secrets.Where(setting => setting.Secret is not "").ShouldAllBe(setting => setting.Declared.Contains(setting.Secret) && Vault().Contains(setting.Secret));
    }

    /// <summary>The names of all secrets that the templates put into the vault.</summary>
    private string[] Vault()
    {
        var suffixes = SecretName().Matches(infra.Template("modules/database-secrets")["resources"]!.ToJsonString()
            .Replace("\\u0027", "'", StringComparison.Ordinal)).Select(match => (Suffix: match.Groups[1].Value, Parameter: match.Groups[2].Value)).ToArray();
        string[] modules = ["ordersSecrets", "inventorySecrets"];
        return
        [
            "operator-key",
            .. modules.SelectMany(module => suffixes.Select(name => $"{infra.Arguments("main", module)[name.Parameter]!["value"]}{name.Suffix}")),
        ];
    }

    private Dictionary<string, JsonNode> Settings(string service) =>
        infra.Arguments(service, service)["settings"]!["value"]!.AsArray().ToDictionary(setting => $"{setting!["name"]}", setting => setting!);

    private bool IsSame(string value, JsonNode setting)
    {
        if (manifest.IsSecret(value))
        {
            // What is made of several resources is a secret of its own.
            return setting["secretRef"] is { } secret && (AppHostManifest.References(value).ToArray() is not [var only] || $"{secret}".StartsWith(only, StringComparison.Ordinal));
        }

        var given = $"{setting["value"]}";
        if (value.EndsWith(".targetPort}", StringComparison.Ordinal)) return given == Port;
        // An administrator's name is the managed server's own affair.
        if ($"{setting["name"]}".EndsWith("_USERNAME", StringComparison.Ordinal)) return given.Length > 0;
        if (value.EndsWith("tcp.port}", StringComparison.Ordinal) && value.StartsWith('{')) return given == "5432";

        var references = AppHostManifest.References(value).ToArray();
        var scheme = value.Contains(".https.", StringComparison.Ordinal) ? "https://" : value.Contains(".http.", StringComparison.Ordinal) ? "http://" : "";
        return references is []
            ? given == value
            : given.Contains(scheme, StringComparison.Ordinal) && references.All(reference => Plain(given).Contains(Plain(reference), StringComparison.Ordinal));
    }

    /// <summary>A name as it is in all three styles: <c>inventory-postgres</c>, <c>inventoryPostgres</c>, <c>INVENTORY_POSTGRES</c>.</summary>
    private static string Plain(string name) => string.Concat(name.Where(char.IsLetter)).ToLowerInvariant();

    [GeneratedRegex(@"format\('\{0\}(-[a-z-]+)', parameters\('(server|database)'\)\)")]
    private static partial Regex SecretName();
}
