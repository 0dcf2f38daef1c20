using Valerix.Web.Clients;

namespace Valerix.Tests.Web.Clients;

public sealed class PollingClientTests
{
    [Fact]
    public async Task An_ill_service_answers_503_and_its_report_is_read()
    {
        var report = new ServiceReport(
            HealthState.Unhealthy,
            new Dictionary<string, ServiceCheck> { ["ordersdb"] = new(HealthState.Unhealthy, "The database does not answer.") });
        var api = new Answers(_ => Answers.Json(HttpStatusCode.ServiceUnavailable, report));

        var answered = (await api.PollingClient.GetHealthAsync(Services.OrderApi, default)).ShouldBeOfType<Outcome<ServiceReport>.Answered>();

        answered.Value.Status.ShouldBe(HealthState.Unhealthy);
        answered.Value.Checks["ordersdb"].ShouldBe(report.Checks["ordersdb"]);
        api.Requests.ShouldHaveSingleItem().OperatorKey.ShouldBeNull();
    }

    [Fact]
    public async Task All_orders_are_the_operators_to_see()
    {
        var api = new Answers(_ => Answers.Json(HttpStatusCode.OK, new { items = new[] { Answers.Confirmed }, next = (string?)null }));

        var answered = (await api.PollingClient.ListOrdersAsync(7, default)).ShouldBeOfType<Outcome<IReadOnlyList<Order>>.Answered>();

        answered.Value.ShouldHaveSingleItem().Id.ShouldBe(Answers.Confirmed.Id);
        api.Requests.ShouldHaveSingleItem().ShouldBe(
            new Answers.Asked(HttpMethod.Get, new("http://orderapi/orders?limit=7"), null, Answers.TheOperatorKey));
    }
}
