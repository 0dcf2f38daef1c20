using System.Text.Json.Nodes;
using k8s.Models;
using Valerix.UnitTests.Deployment.Kubernetes;

namespace Valerix.UnitTests.Deployment;

/// <summary>What holds for every service in <c>deploy/compose.yaml</c>.</summary>
public sealed class ComposeTests
{
    public static TheoryData<string> Services => ["inventoryapi", "orderapi", "web"];

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_runs_without_rights_on_a_file_system_that_it_can_only_read(string name)
    {
        var service = Compose.Service(name);

        service["read_only"]!.GetValue<bool>().ShouldBeTrue();
        $"{service["user"]}".ShouldNotStartWith("0");
        Strings(service, "cap_drop").ShouldBe(["ALL"]);
        Strings(service, "security_opt").ShouldBe(["no-new-privileges:true"]);
        service["mem_limit"].ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_has_the_same_image_as_in_Kubernetes(string name)
    {
        var image = new Overlay("single-node").Deployments.Single(deployment => deployment.Name() == name).Spec.Template.Spec.Containers.Single().Image;

        $"{Compose.Service(name)["image"]}".Split(':')[0].ShouldBe(image.Split(':')[0]);
    }

    [Fact]
    public void Inventory_and_the_databases_have_no_port_outside_and_none_but_Order_and_Web_are_where_Inventory_is()
    {
        string[] inside = ["inventoryapi", "orders-postgres", "inventory-postgres"];

        inside.ShouldAllBe(name => Compose.Service(name)["ports"] == null);
        Strings(Compose.Service("inventoryapi"), "networks").ShouldBe(["inside", "inventorydb"]);
        inside.Skip(1).ShouldAllBe(name => !Strings(Compose.Service(name), "networks").Contains("inside"));
    }

    private static string[] Strings(JsonNode service, string field) => [.. service[field]!.AsArray().Select(item => $"{item}")];
}
