using Valerix.ServiceDefaults.Batching;

namespace Valerix.InventoryApi.Gremlin;

/// <summary>Strikes calls between their commit and their answer: the work is done and nothing is held any more, whatever happens now.</summary>
internal sealed partial class GremlinFilter(
    Batcher<StockChange, CountedPlan?> calls,
    GremlinStrikes strikes,
    GremlinMetrics metrics,
    ILogger<GremlinFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        if (IsBadRequest(answer)) return answer;

        var http = context.HttpContext;
        if (await calls.ExecuteAsync(default, http.RequestAborted) is not { } counted) return answer;
        var strike = counted.Plan.StrikeAt(counted.Calls);
        if (strike == default) return answer;

        LogStrike(http.Request.Method, http.Request.Path, counted.Calls, strike.Delay, strike.Ending);
        metrics.Add(strike);
        return await strikes.ExecuteAsync(strike, answer, http.RequestAborted);
    }

    /// <summary>Input that makes no sense is no call that could have changed stock, so it does not count.</summary>
    private static bool IsBadRequest(object? answer) =>
        (answer is INestedHttpResult nested ? nested.Result : answer) is IStatusCodeHttpResult { StatusCode: StatusCodes.Status400BadRequest };

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} is call {Call}: the gremlin holds it back for {Delay} and ends it with {Ending}")]
    private partial void LogStrike(string method, PathString path, long call, TimeSpan delay, Ending ending);
}
