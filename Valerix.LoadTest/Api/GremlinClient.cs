using System.Net.Http.Json;
using System.Net;
using Valerix.ServiceDefaults.Gremlin;

namespace Valerix.LoadTest.Api;

/// <summary>Sets the gremlin loose, and calls it off.</summary>
internal sealed class GremlinClient(HttpClient http) : IDisposable
{
    /// <summary>Not in the contract: without it, the calls are unknown.</summary>
    private const string CallsHeader = "Gremlin-Calls";

    /// <summary>False where it must not be.</summary>
    public async Task<bool> IsAllowedAsync(CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync("/gremlin", cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return false;

        response.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>Puts a plan in force; the count of calls starts anew.</summary>
    public async Task SetAsync(GremlinPlan plan, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync("/gremlin", plan, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Puts a plan in force, or calls the gremlin off when the plan is to do nothing; where it may not be, that is the case already.</summary>
    public async Task ApplyAsync(GremlinPlan plan, CancellationToken cancellationToken)
    {
        if (!plan.IsOff) await SetAsync(plan, cancellationToken);
        else if (await IsAllowedAsync(cancellationToken)) await CallOffAsync(cancellationToken);
    }

    /// <summary>How many calls it counted under the present plan; null when it does not say.</summary>
    public async Task<long?> CountCallsAsync(CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync("/gremlin", cancellationToken);
        return response.EnsureSuccessStatusCode().Headers.TryGetValues(CallsHeader, out var values) && long.TryParse(values.First(), out var calls)
            ? calls
            : null;
    }

    public async Task CallOffAsync(CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync("/gremlin", cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => http.Dispose();
}
