using Valerix.ServiceDefaults.Gremlin;
using Valerix.Web.Clients;
using Valerix.Web.Display;

namespace Valerix.Web.Live;

/// <summary>Tells what is different between two snapshots. What was not known before is no news.</summary>
internal static class NewsReporter
{
    // What the Order API says of Inventory is told by the circuit, and by Inventory itself.
    private const string OtherService = "inventoryapi";

    public static IEnumerable<NewsItem> Compare(Snapshot before, Snapshot after)
    {
        IEnumerable<(Tone Tone, string Text)?> news =
        [
            Gauge(before.Gauge.Value, after.Gauge.Value),
            Gremlin(before.Gremlin.Value, after.Gremlin.Value),
            Circuit(before.Operations.Value?.Circuit, after.Operations.Value?.Circuit),
            Presence("Order API", before.OrderApi, after.OrderApi),
            Presence("Inventory API", before.InventoryApi, after.InventoryApi),
            .. Checks(before.OrderApi.Value, after.OrderApi.Value),
            .. Checks(before.InventoryApi.Value, after.InventoryApi.Value),
        ];
        return news.OfType<(Tone Tone, string Text)>().Select(item => new NewsItem(after.At, item.Tone, item.Text));
    }

    private static (Tone, string)? Gauge(LatencyReport? before, LatencyReport? after) => (before?.Status, after?.Status) switch
    {
        (LatencyStatus.Green, LatencyStatus.Red) => (Tone.Bad, $"The gauge turned red: orders take {Formats.Took(after!.MeanMs)} on average."),
        (LatencyStatus.Red, LatencyStatus.Green) => (Tone.Good, "The gauge is green again."),
        _ => null,
    };

    private static (Tone, string)? Gremlin(GremlinPlan? before, GremlinPlan? after)
    {
        if (before is null || after is null || before.IsSameAs(after)) return null;
        if (after.IsSameAs(GremlinPlan.Off)) return (Tone.Good, "The gremlin was called off.");
        return (Tone.Waiting, GremlinPreset.Of(after) is { } preset ? $"The gremlin is loose: {preset.Name}. {preset.Sentence}" : "The gremlin is loose, with a plan of somebody's own.");
    }

    private static (Tone, string)? Circuit(string? before, string? after) => (before, after) switch
    {
        (null, _) or (_, null) => null,
        _ when before == after => null,
        (_, "Open") => (Tone.Waiting, "The circuit opened: Inventory failed too often and is left alone for some seconds."),
        (_, "Closed") => (Tone.Good, "The circuit closed: Inventory is asked again."),
        _ => null,
    };

    private static (Tone, string)? Presence(string name, PolledValue<ServiceReport> before, PolledValue<ServiceReport> after) => (before, after) switch
    {
        ({ Value: not null, Trouble: null }, { Trouble: { } trouble }) => (Tone.Bad, $"{name} {trouble}."),
        ({ Trouble: not null }, { Value: not null, Trouble: null }) => (Tone.Good, $"{name} answers again."),
        _ => null,
    };

    private static IEnumerable<(Tone, string)?> Checks(ServiceReport? before, ServiceReport? after) =>
        from check in after?.Checks ?? new Dictionary<string, ServiceCheck>()
        let earlier = before?.Checks?.GetValueOrDefault(check.Key)
        where check.Key != OtherService && earlier is not null && earlier.Status != check.Value.Status
        select ((Tone, string)?)(Tones.Of(check.Value.Status), check.Value.Status is HealthState.Healthy
            ? $"{check.Key} is well again."
            : $"{check.Key} is {check.Value.Status}. {check.Value.Description}");
}
