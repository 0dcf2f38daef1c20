using k8s.Models;
using Valerix.UnitTests.Deployment.Kubernetes;

namespace Valerix.UnitTests.Deployment;

/// <summary>A service gets the same environment variables from Kubernetes and from Compose as from the AppHost.</summary>
[Collection(SharedManifest.Name)]
public sealed class EnvironmentTests(AppHostManifest manifest)
{
    public static TheoryData<string> Overlays => [.. Overlay.Names];

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Kubernetes_sets_what_the_AppHost_sets(string overlay)
    {
        var containers = new Overlay(overlay).Deployments.ToDictionary(deployment => deployment.Name(), deployment => deployment.Spec.Template.Spec.Containers.Single());

        containers.Keys.ShouldBe(manifest.Services.Select(service => service.Name), ignoreOrder: true);
        manifest.Services.ShouldAllBe(service => IsSame(service, containers[service.Name].Env.ToDictionary(variable => variable.Name, variable => (string?)variable.Value)));
    }

    [Fact]
    public void Compose_sets_what_the_AppHost_sets()
    {
        manifest.Services.ShouldAllBe(service => IsSame(
            service, Compose.Service(service.Name)["environment"]!.AsObject().ToDictionary(variable => variable.Key, variable => (string?)$"{variable.Value}")));
    }

    [Fact]
    public void Every_database_is_there_under_its_name()
    {
        var clusters = new Overlay("production").OfOperator.Where(one => Kustomization.KindOf(one) == "Cluster")
            .ToDictionary(Kustomization.NameOf, cluster => $"{cluster["spec"]!["bootstrap"]!["initdb"]!["database"]}");

        clusters.ShouldBe(manifest.Databases, ignoreOrder: true);
        manifest.Databases.ShouldAllBe(database => $"{Compose.Service(database.Key)["environment"]!["POSTGRES_DB"]}" == database.Value);
    }

    /// <summary>Names are all the same. A value that refers to nothing else is too; what one refers to has another address on each platform.</summary>
    private static bool IsSame(ManifestService service, Dictionary<string, string?> given)
    {
        // Inside a cluster or a machine's own network there is no certificate, and a client prefers an https address where there is one.
        var expected = service.Environment.Where(variable => !variable.Key.EndsWith("_HTTPS", StringComparison.Ordinal) && !variable.Key.Contains("__https__", StringComparison.Ordinal)).ToArray();

        given.Keys.ShouldBe(expected.Select(variable => variable.Key), ignoreOrder: true, service.Name);
        return expected.All(variable => variable.Value.Contains('{', StringComparison.Ordinal) || given[variable.Key] is null or "" || given[variable.Key] == variable.Value);
    }
}
