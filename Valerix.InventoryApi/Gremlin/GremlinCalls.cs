using Microsoft.AspNetCore.Http.Timeouts;
using Valerix.ServiceDefaults.Batching;

namespace Valerix.InventoryApi.Gremlin;

/// <summary>Counts the calls that may have changed stock, and strikes those whose turn it is.</summary>
internal sealed partial class GremlinCalls(
    Batcher<StockChange, CountedPlan?> counting,
    GremlinStrikes strikes,
    GremlinMetrics metrics,
    ILogger<GremlinCalls> logger)
{
    /// <summary>Counts a call whose work is done.</summary>
    /// <param name="method">The call's method, for the log.</param>
    /// <param name="path">The call's path, for the log.</param>
    /// <param name="answer">What it would be answered otherwise.</param>
    /// <param name="http">The request; its <see cref="HttpContext.RequestAborted"/> says that the caller has left.</param>
    /// <returns>What it is to be answered now.</returns>
    public async ValueTask<object?> StrikeAsync(string method, PathString path, object? answer, HttpContext http)
    {
        if (IsBadRequest(answer) || await counting.ExecuteAsync(default, http.RequestAborted) is not { } counted) return answer;
        var strike = counted.Plan.StrikeAt(counted.Calls);
        if (strike == default) return answer;

        LogStrike(method, path, counted.Calls, strike.Delay, strike.Ending);
        metrics.Add(strike);
        // An answer that is late on purpose is to be late, and not refused.
        http.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        return await strikes.ExecuteAsync(strike, answer, http.RequestAborted);
    }

    /// <summary>Input that makes no sense is no call that could have changed stock, so it does not count.</summary>
    private static bool IsBadRequest(object? answer) =>
        (answer is INestedHttpResult nested ? nested.Result : answer) is IStatusCodeHttpResult { StatusCode: StatusCodes.Status400BadRequest };

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} is call {Call}: the gremlin holds it back for {Delay} and ends it with {Ending}")]
    private partial void LogStrike(string method, PathString path, long call, TimeSpan delay, Ending ending);
}
