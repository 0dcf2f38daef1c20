using Microsoft.Extensions.Options;

namespace Valerix.OrderApi.Processing;

/// <summary>
/// How much time a request has left. It replaces the request's own token: a shopper who hangs up must not leave
/// an order half-way, and a slow Inventory must not make the shopper wait.
/// </summary>
internal sealed class RequestBudget : IDisposable
{
    /// <summary>The rest is kept back to write down what Inventory said, and to be in time on a machine that is busy, too.</summary>
    private const double ShareForInventory = 0.75;

    /// <summary>The rest is for the answer itself, when many are due at once.</summary>
    private const double ShareForWork = 0.85;

    private readonly CancellationTokenSource _whole;
    private readonly CancellationTokenSource _forInventory;

    public RequestBudget(TimeSpan total, TimeProvider time)
    {
        _whole = new(ShareForWork * total, time);
        _forInventory = new(ShareForInventory * total, time);
    }

    /// <summary>Ends when it is time to answer.</summary>
    public CancellationToken Whole => _whole.Token;

    /// <summary>Ends when it is time to stop waiting for Inventory.</summary>
    public CancellationToken ForInventory => _forInventory.Token;

    /// <summary>Starts the clock for a request, before its body is read.</summary>
    public static ValueTask<RequestBudget?> BindAsync(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<OrdersOptions>>();
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var budget = new RequestBudget(options.Value.TotalTimeout, time);
        context.Response.RegisterForDispose(budget);
        return ValueTask.FromResult<RequestBudget?>(budget);
    }

    public void Dispose()
    {
        _forInventory.Dispose();
        _whole.Dispose();
    }
}
