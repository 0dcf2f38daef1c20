namespace Valerix.ServiceDefaults.Resilience;

/// <summary>Bounds the share of retries among the calls of a client, so that retries don't make an overload worse.</summary>
/// <remarks>
/// Each first try earns a part of a retry, and each retry costs a whole one; the source of the rule is "Handling Overload" in Google's
/// Site Reliability Engineering, https://sre.google/sre-book/handling-overload/. When nothing is left, a failure is the answer.
/// </remarks>
internal sealed class RetryBudget
{
    /// <summary>At most one retry for four calls, once the reserve is used up.</summary>
    private const double EarnedByCall = 0.25;

    /// <summary>The most retries that can be saved up: enough for the calls that are under way when a process dies.</summary>
    private const double Reserve = 100;

    private readonly Lock _lock = new();
    private double _left = Reserve;

    /// <summary>A call is made for the first time.</summary>
    public void Earn()
    {
        lock (_lock) _left = Math.Min(Reserve, _left + EarnedByCall);
    }

    /// <summary>Takes one retry; false when none is left.</summary>
    public bool TrySpend()
    {
        lock (_lock)
        {
            if (_left < 1) return false;

            _left--;
            return true;
        }
    }
}
