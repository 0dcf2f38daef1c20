using Polly;
using Polly.CircuitBreaker;
using Valerix.OrderApi.Domain;
using static Valerix.OrderApi.Inventory.InventoryAnswer;

namespace Valerix.OrderApi.Inventory;

/// <summary>Asks Inventory for a step of an order. It always has an answer: that there was none is one too.</summary>
/// <remarks>Every step is idempotent by the order's id, so the client's resilience handler may send each again.</remarks>
internal sealed class InventoryClient(HttpClient http, InventoryCircuit circuit)
{
    /// <summary>Asks, again if that helps; <paramref name="cancellationToken"/> bounds how long an answer is waited for.</summary>
    /// <returns>The answer, and how often it was asked for.</returns>
    public async Task<(InventoryAnswer Answer, int Tries)> AskAsync(
        SagaStep step, Guid orderId, IReadOnlyList<OrderLine> lines, CancellationToken cancellationToken)
    {
        // Also while it is half-open: the one call that may pass then belongs to the circuit breaker's probe, so that no order has to wait for
        // its outcome.
        if (circuit.State != CircuitState.Closed) return (new CircuitOpen(), 0);

        using var request = new InventoryCall(step, orderId, lines).ToRequest();
        var answer = await SendAsync(request, cancellationToken);
        return (answer, TryCounter.TriesOf(request));
    }

    /// <summary>Asks whether Inventory can serve, through the same circuit breaker as the orders.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync("/ready", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is ExecutionRejectedException or HttpRequestException)
        {
            return false;
        }
    }

    private async Task<InventoryAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return AnswerReader.AnswerOf(request) ?? new NoAnswer($"answered {(int)response.StatusCode}");
        }
        catch (BrokenCircuitException) when (TryCounter.TriesOf(request) == 0)
        {
            return new CircuitOpen();
        }
        // The handler's timeout or limit of calls at once, or a circuit that opened between two tries; the caller's time being up.
        catch (Exception exception) when (exception is ExecutionRejectedException or OperationCanceledException)
        {
            return new NoAnswer("did not answer in time");
        }
        catch (KeyRefusedException)
        {
            return new KeyRefused();
        }
        catch (NotAnAnswerException exception)
        {
            return new NoAnswer(exception.Message);
        }
        catch (HttpRequestException exception)
        {
            return new NoAnswer($"could not be reached or hung up ({exception.HttpRequestError})");
        }
    }
}
