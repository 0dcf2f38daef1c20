using Valerix.Web.Clients;

namespace Valerix.UnitTests.Web.Clients;

public sealed class PollingClientTests
{
    [Fact]
    public async Task An_ill_service_answers_503_and_its_report_is_read()
    {
        var report = new ServiceReport(
            HealthState.Unhealthy,
            new Dictionary<string, ServiceCheck> { ["ordersdb"] = new(HealthState.Unhealthy, "The database does not answer.") });
        var api = new Answers(_ => Answers.Json(HttpStatusCode.ServiceUnavailable, report));

        var answered = (await api.PollingClient.GetHealthAsync(ServiceAddresses.OrderApi, pass: null, default)).ShouldBeOfType<Outcome<ServiceReport>.Answered>();

        answered.Value.Status.ShouldBe(HealthState.Unhealthy);
        answered.Value.Checks!["ordersdb"].ShouldBe(report.Checks!["ordersdb"]);
        api.Requests.ShouldHaveSingleItem().OperatorKey.ShouldBeNull();
    }

    [Fact]
    public async Task The_state_of_the_orders_is_the_operators_to_see()
    {
        var operations = new Operations([new(Answers.Confirmed, 42)], [], 3, 1.5, 0, "Open");
        var api = new Answers(_ => Answers.Json(HttpStatusCode.OK, operations));

        var answered = (await api.PollingClient.GetOperationsAsync(Answers.Pass, default)).ShouldBeOfType<Outcome<Operations>.Answered>();

        answered.Value.Latest.ShouldHaveSingleItem().Order.Id.ShouldBe(Answers.Confirmed.Id);
        (answered.Value.Steps, answered.Value.Circuit).ShouldBe((3, "Open"));
        api.Requests.ShouldHaveSingleItem().ShouldBe(
            new Answers.Asked(HttpMethod.Get, new("https+http://orderapi/operations"), null, Answers.TheOperatorKey));
    }
}
