using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Valerix.Tests.Running;

/// <summary>What has to be true when the faults have stopped: all six of the contract's invariants, over both databases and the ledger.</summary>
internal static class Aftermath
{
    /// <summary>The contract: from the end of the faults until nothing is on its way any more.</summary>
    private static readonly TimeSpan _settleBound = TimeSpan.FromSeconds(30);

    /// <summary>The contract: the total timeout and a quarter of a second.</summary>
    public static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(3.25);

    private static readonly HttpStatusCode?[] _promises = [HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Accepted];

    /// <summary>Waits until nothing is unresolved, prints the figures, and fails with everything that does not hold.</summary>
    /// <param name="app">The system, with no fault in it any more.</param>
    /// <param name="load">What was ordered in the meantime.</param>
    /// <param name="output">Takes the figures.</param>
    /// <param name="excused">Calls without a promise that the fault explains; a shopper repeats them, and none may take too long.</param>
    public static async Task ShouldBeCleanAsync(ValerixApp app, OrderLoad load, ITestOutputHelper output, Func<OrderLoad.Call, bool>? excused = null)
    {
        var since = Stopwatch.GetTimestamp();
        var late = await load.ShipRestAsync();
        var unresolved = await SettleAsync(app, load, _settleBound - Stopwatch.GetElapsedTime(since));
        output.WriteLine($"{Figures(load)}; {late} shipped afterwards; settled after {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s");

        string[] violations =
        [
            .. unresolved,
            .. load.Troubles,
            .. await Invariants.ViolationsAsync(app, load.Acknowledged, soldByOrdersOnly: [load.Sku]),
            .. await OutcomesAsync(app, load),
            .. Answers(load, excused ?? (_ => false)),
            .. await ReplicasAsync(app),
        ];
        violations.ShouldBeEmpty(Figures(load));
    }

    private static async Task<IReadOnlyList<string>> SettleAsync(ValerixApp app, OrderLoad load, TimeSpan bound)
    {
        var unresolved = $"""
            SELECT format('3: order %s is still %s, asked for: %s', orders.id, status,
                          (SELECT string_agg(detail, ' | ' ORDER BY at) FROM order_events WHERE order_events.order_id = orders.id AND type LIKE '%Attempt'))
            FROM orders JOIN order_lines ON order_lines.order_id = orders.id
            WHERE sku = '{load.Sku}' AND (status IN ('Pending', 'Shipping', 'Cancelling') OR EXISTS (SELECT FROM order_steps WHERE order_steps.order_id = orders.id))
            """;
        IReadOnlyList<string> left = ["3: nobody can tell what is unresolved"];
        try
        {
            await Eventually.Async(
                async _ => (left = await app.Databases.QueryAsync(ValerixApp.OrdersDb, unresolved, row => row.GetString(0))).Count == 0,
                bound > TimeSpan.Zero ? bound : TimeSpan.Zero,
                "nothing is unresolved");
        }
        catch (TimeoutException)
        {
            // Said with the other violations, which tell more together.
        }

        return left;
    }

    /// <summary>Every order has come where its shopper wanted it, and there are no others.</summary>
    private static async Task<IEnumerable<string>> OutcomesAsync(ValerixApp app, OrderLoad load)
    {
        var states = (await app.Databases.QueryAsync(
            ValerixApp.OrdersDb,
            $"SELECT id, status, message FROM orders JOIN order_lines ON order_id = id WHERE sku = '{load.Sku}'",
            row => (Id: row.GetGuid(0), Status: row.GetString(1), Message: row.GetString(2)))).ToDictionary(order => order.Id);
        var amiss = from goal in load.Goals
                    let state = states.GetValueOrDefault(goal.Key)
                    where state.Status != goal.Value
                    select $"3: order {goal.Key} should be {goal.Value} and is {state.Status ?? "nowhere"}: {state.Message}";
        var unasked = states.Keys.Except(load.Goals.Keys).Select(id => $"4: order {id} is {states[id].Status} and nobody knows of it");
        return [.. amiss, .. unasked];
    }

    private static IEnumerable<string> Answers(OrderLoad load, Func<OrderLoad.Call, bool> excused) =>
    [
        .. load.Calls.Where(call => call.Took > LongestAnswer).Select(call => $"5: {Describe(call)}"),
        .. load.Calls.Where(call => !_promises.Contains(call.Status) && !excused(call)).Select(call => $"3: {Describe(call)}"),
    ];

    private static async Task<IEnumerable<string>> ReplicasAsync(ValerixApp app)
    {
        var running = new List<string>();
        foreach (var service in (string[])[ValerixApp.OrderApi, ValerixApp.InventoryApi])
        {
            if ((await app.Processes.PidsAsync(service)).Count < 2) running.Add($"6: {service} has no two replicas");
        }

        return running;
    }

    private static string Describe(OrderLoad.Call call) =>
        $"{call.What} {call.About}: {(call.Status is { } status ? $"{(int)status}" : "no answer")} after {call.Took.TotalMilliseconds:0} ms: {call.Said}";

    private static string Figures(OrderLoad load)
    {
        var answers = load.Calls
            .GroupBy(call => (call.What, Status: call.Status is { } status ? ((int)status).ToString(CultureInfo.InvariantCulture) : "none"))
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Key.What} {group.Key.Status}: {group.Count()}");
        var slowest = load.Calls.Max(call => call.Took).TotalMilliseconds;
        return $"{load.Acknowledged.Count} of {load.Orders} orders; {string.Join(", ", answers)}; slowest answer {slowest:0} ms";
    }
}
