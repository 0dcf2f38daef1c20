using Valerix.Backup.Archive;
using Valerix.Backup.Postgres;
using Valerix.Backup.Sealing;

namespace Valerix.Backup.Wal;

/// <summary>Receives the log of one server and carries it into every place, until it is told to end.</summary>
internal sealed class LogArchive(ServerAddress server, string spool, Places places, BackupKey key, Action<string> say)
{
    /// <summary>So much may be lost with the server and this machine at once.</summary>
    private static readonly TimeSpan _partialInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _lastShipmentBound = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(spool, "wal", server.Name);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var receiving = new WalReceiver(server, folder, say).RunAsync(ending.Token);
        var shipper = new WalShipper(server.Name, folder, places, key, say);
        while (!ending.IsCancellationRequested && !receiving.IsCompleted)
        {
            await Task.WhenAny(receiving, Task.Delay(_partialInterval, ending.Token));
            await ShipAsync(shipper, ending.Token);
        }

        await receiving;
        // The last part is carried too.
        using var bounded = new CancellationTokenSource(_lastShipmentBound);
        await ShipAsync(shipper, bounded.Token);
    }

    private static async Task ShipAsync(WalShipper shipper, CancellationToken cancellationToken)
    {
        try
        {
            await shipper.ShipCompleteAsync(cancellationToken);
            await shipper.ShipPartialAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The last shipment, which follows, carries the rest.
        }
    }
}
