namespace Valerix.OrderApi.Inventory;

/// <summary>Remembers whether Inventory takes this service's key: when it does not, the configuration is at fault, and no order.</summary>
internal sealed partial class InventoryCredentials(ILogger<InventoryCredentials> logger)
{
    private int _isRefused;

    /// <summary>The remedy for a key that is refused.</summary>
    public const string Remedy = "Inventory refuses this service's key: give both services the same Operator:Key, and start this one again.";

    /// <summary>True from a refusal until Inventory answers a call again.</summary>
    public bool IsRefused => Volatile.Read(ref _isRefused) == 1;

    /// <summary>Inventory refused the key. It is logged once, however many orders meet it.</summary>
    public void Refused()
    {
        if (Interlocked.Exchange(ref _isRefused, 1) == 0) LogRefused(Remedy);
    }

    /// <summary>Inventory answered a call that carried the key.</summary>
    public void Accepted()
    {
        if (Interlocked.Exchange(ref _isRefused, 0) == 1) LogAccepted();
    }

    [LoggerMessage(LogLevel.Critical, "{Remedy}")]
    private partial void LogRefused(string remedy);

    [LoggerMessage(LogLevel.Information, "Inventory takes this service's key again")]
    private partial void LogAccepted();
}
