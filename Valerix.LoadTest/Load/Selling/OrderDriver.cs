using System.Net;
using System.Net.Http.Json;
using Valerix.LoadTest.Api;
using Valerix.LoadTest.Running;

namespace Valerix.LoadTest.Load.Selling;

/// <summary>Does the next thing that is to be done for an order: places it, asks where it is, ships it. Every call is safe to repeat.</summary>
/// <param name="orders">The Order API.</param>
/// <param name="run">Names this run's customers and keys, so that no other run has them.</param>
/// <param name="baskets">What each shopper buys.</param>
/// <param name="ships">Whether confirmed orders are shipped.</param>
/// <param name="pace">The run's clock.</param>
internal sealed class OrderDriver(OrdersClient orders, string run, Baskets baskets, bool ships, Pace pace)
{
    public const string PlaceCall = "POST /orders";
    public const string LookCall = "GET /orders";
    public const string ShipCall = "POST ship";

    /// <summary>The shopper of an order; every order has its own.</summary>
    public string CustomerOf(int number) => $"{run}-{number}";

    /// <summary>What that shopper buys.</summary>
    public IReadOnlyList<LineMessage> LinesOf(int number) => baskets.Of(number);

    /// <summary>Which call is next; null when there is nothing left to do.</summary>
    public string? NextCallOf(OrderTrace trace) => trace.Status switch
    {
        null => PlaceCall,
        "Pending" or "Shipping" or "Cancelling" => LookCall,
        "Confirmed" when ships => ShipCall,
        _ => null,
    };

    /// <summary>Makes one call for an order and notes what was said.</summary>
    /// <returns>How long the server asks to wait before the next one, if it does.</returns>
    public async Task<TimeSpan?> AdvanceAsync(OrderTrace trace, CancellationToken cancellationToken)
    {
        var call = NextCallOf(trace)!;
        var sent = pace.Now;
        try
        {
            using var response = await SendAsync(trace, call, cancellationToken);
            await ReadAsync(trace, call, response, cancellationToken);
            trace.Note(new(sent, pace.Now - sent, call, Answers.NameOf(response.StatusCode, trace.Status)));
            return response.Headers.RetryAfter?.Delta;
        }
        catch (Exception exception) when (exception.IsNoAnswer(cancellationToken))
        {
            trace.Note(new(sent, pace.Now - sent, call, exception is OperationCanceledException ? "timeout" : "cut connection"));
            if (trace.Status is null) trace.Tell(FirstResponse.NoAnswer, pace.Now);
            return null;
        }
    }

    /// <summary>Sends an order once more, with its key.</summary>
    /// <returns>The order that the key leads to; null when there is none.</returns>
    public async Task<Guid?> RepeatAsync(OrderTrace trace, CancellationToken cancellationToken)
    {
        using var response = await PlaceAsync(trace, cancellationToken);
        // The order is told with whatever state it has now, but 409 and 422 are told as problems.
        return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<OrderMessage>(cancellationToken))!.Id : null;
    }

    private Task<HttpResponseMessage> SendAsync(OrderTrace trace, string call, CancellationToken cancellationToken) => call switch
    {
        PlaceCall => PlaceAsync(trace, cancellationToken),
        LookCall => orders.GetAsync(trace.OrderId!.Value, cancellationToken),
        _ => orders.ShipAsync(trace.OrderId!.Value, cancellationToken),
    };

    private Task<HttpResponseMessage> PlaceAsync(OrderTrace trace, CancellationToken cancellationToken) =>
        orders.PlaceAsync(CustomerOf(trace.Number), CustomerOf(trace.Number), LinesOf(trace.Number), cancellationToken);

    private async Task ReadAsync(OrderTrace trace, string call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var order = response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<OrderMessage>(cancellationToken) : null;
        trace.OrderId ??= order?.Id;
        // A ship that is refused found the order elsewhere; the next look says where.
        trace.Status = order?.Status ?? (call == ShipCall && response.StatusCode is HttpStatusCode.Conflict ? "Shipping" : trace.Status);
        if (call != PlaceCall) return;

        var told = Tell(response.StatusCode);
        trace.Tell(told, pace.Now);
        if (told is FirstResponse.SoldOut or FirstResponse.Refused) trace.Status = told is FirstResponse.SoldOut ? "Rejected" : "Refused";
    }

    private static FirstResponse Tell(HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK or HttpStatusCode.Created => FirstResponse.Confirmed,
        HttpStatusCode.Accepted => FirstResponse.Accepted,
        HttpStatusCode.Conflict => FirstResponse.SoldOut,
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => FirstResponse.NotNow,
        >= HttpStatusCode.InternalServerError => FirstResponse.Failed,
        _ => FirstResponse.Refused,
    };
}
