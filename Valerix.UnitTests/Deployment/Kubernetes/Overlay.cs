using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Valerix.UnitTests.Deployment.Kubernetes;

/// <summary>All objects of one overlay: Kubernetes' own read strictly as the official client's types, the others as JSON.</summary>
internal sealed class Overlay
{
    /// <summary>The types of the PostgreSQL operator and its plug-in, which the client does not know.</summary>
    private const string OperatorsGroup = "cnpg.io/";

    private readonly IReadOnlyList<object> _own;

    public Overlay(string name)
    {
        var objects = Kustomization.Build(Repository.PathOf("deploy", "kubernetes", "overlays", name));
        OfOperator = [.. objects.Where(IsOfOperator)];
        _own = [.. objects.Where(one => !IsOfOperator(one)).SelectMany(one => KubernetesYaml.LoadAllFromString(one.ToJsonString(), strict: true))];
    }

    public static string[] Names { get; } = ["production", "single-node"];

    public IReadOnlyList<JsonObject> OfOperator { get; }

    public IReadOnlyList<V1Deployment> Deployments => [.. _own.OfType<V1Deployment>()];

    public IEnumerable<T> Of<T>() => _own.OfType<T>();

    private static bool IsOfOperator(JsonObject one) => $"{one["apiVersion"]}".Contains(OperatorsGroup, StringComparison.Ordinal);
}
