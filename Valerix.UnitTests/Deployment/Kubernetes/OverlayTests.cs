using k8s.Models;

namespace Valerix.UnitTests.Deployment.Kubernetes;

/// <summary>What holds for every deployment in every overlay.</summary>
public sealed class OverlayTests
{
    public static TheoryData<string> Names => [.. Overlay.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_container_has_its_probes_and_its_limits(string name) => Containers(name).ShouldAllBe(container =>
        container.StartupProbe.HttpGet.Path == "/alive"
        && container.LivenessProbe.HttpGet.Path == "/alive"
        && container.ReadinessProbe.HttpGet.Path == "/ready"
        && container.Resources.Requests.ContainsKey("cpu") && container.Resources.Requests.ContainsKey("memory")
        && container.Resources.Limits.ContainsKey("cpu") && container.Resources.Limits.ContainsKey("memory"));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_container_runs_without_rights_on_a_file_system_that_it_can_only_read(string name)
    {
        Containers(name).ShouldAllBe(container =>
            container.SecurityContext.ReadOnlyRootFilesystem == true
            && container.SecurityContext.AllowPrivilegeEscalation == false
            && container.SecurityContext.Capabilities.Drop.Contains("ALL"));
        new Overlay(name).Deployments.Select(deployment => deployment.Spec.Template.Spec).ShouldAllBe(pod =>
            pod.SecurityContext.RunAsNonRoot == true && pod.SecurityContext.RunAsUser > 0
            && pod.SecurityContext.SeccompProfile.Type == "RuntimeDefault" && pod.AutomountServiceAccountToken == false);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_deployment_is_spread_and_updated_without_a_gap(string name)
    {
        var overlay = new Overlay(name);

        overlay.Deployments.ShouldAllBe(deployment =>
            deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.Value == "0"
            && deployment.Spec.Template.Spec.TerminationGracePeriodSeconds >= 40
            && deployment.Spec.Template.Spec.TopologySpreadConstraints.All(spread => Selects(spread.LabelSelector, deployment)));
        overlay.Deployments.ShouldAllBe(deployment => overlay.Of<V1PodDisruptionBudget>().Count(budget => Selects(budget.Spec.Selector, deployment)) == 1);
        overlay.Deployments.ShouldAllBe(deployment => overlay.Of<V1Service>().Count(service =>
            service.Name() == deployment.Name() && Matches(service.Spec.Selector, deployment)) == 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nobody_but_Order_Web_and_operators_reaches_Inventory(string name)
    {
        var overlay = new Overlay(name);
        var inventory = overlay.Deployments.Single(deployment => deployment.Name() == "inventoryapi");
        var policies = overlay.Of<V1NetworkPolicy>().Where(policy => Selects(policy.Spec.PodSelector, inventory)).ToArray();

        policies.ShouldContain(policy => policy.Spec.PodSelector.MatchLabels == null && policy.Spec.Ingress == null, "nothing by default");
        policies.SelectMany(policy => policy.Spec.Ingress ?? []).SelectMany(rule => rule.FromProperty ?? [new()])
            .Select(peer => peer.PodSelector is null ? "anybody" : string.Join(", ", peer.PodSelector.MatchLabels.Values))
            .ShouldBe(["orderapi", "web", "operator"]);
        overlay.Of<V1Ingress>().SelectMany(ingress => ingress.Spec.Rules).SelectMany(rule => rule.Http.Paths)
            .Select(path => path.Backend.Service.Name).ShouldBe(["web", "orderapi"]);
    }

    [Fact]
    public void In_production_two_replicas_of_each_are_always_there()
    {
        var overlay = new Overlay("production");
        var scalers = overlay.Of<V2HorizontalPodAutoscaler>().ToDictionary(scaler => scaler.Spec.ScaleTargetRef.Name, scaler => scaler.Spec);

        overlay.Deployments.ShouldAllBe(deployment => scalers[deployment.Name()].MinReplicas >= 2 && deployment.Spec.Replicas == null);
        scalers.Values.ShouldAllBe(scaler => scaler.Metrics.Any(metric => metric.Pods != null));
    }

    [Fact]
    public void In_production_every_database_has_standbys_and_a_backup()
    {
        var objects = new Overlay("production").OfOperator;
        var clusters = objects.Where(one => Kustomization.KindOf(one) == "Cluster").ToArray();

        clusters.ShouldNotBeEmpty();
        foreach (var cluster in clusters)
        {
            var store = $"{cluster["spec"]!["plugins"]![0]!["parameters"]!["barmanObjectName"]}";
            cluster["spec"]!["instances"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(2);
            objects.ShouldContain(one => Kustomization.KindOf(one) == "ObjectStore" && Kustomization.NameOf(one) == store);
            objects.ShouldContain(one => Kustomization.KindOf(one) == "ScheduledBackup" && $"{one["spec"]!["cluster"]!["name"]}" == Kustomization.NameOf(cluster));
        }
    }

    private static V1Container[] Containers(string overlay)
    {
        var containers = new Overlay(overlay).Deployments.SelectMany(deployment => deployment.Spec.Template.Spec.Containers).ToArray();
        containers.Length.ShouldBe(3);
        return containers;
    }

    private static bool Selects(V1LabelSelector selector, V1Deployment deployment) => Matches(selector.MatchLabels, deployment);

    private static bool Matches(IDictionary<string, string>? labels, V1Deployment deployment) =>
        labels?.All(label => deployment.Spec.Template.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value) ?? true;
}
