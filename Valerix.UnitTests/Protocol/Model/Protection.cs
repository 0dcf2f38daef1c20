namespace Valerix.UnitTests.Protocol.Model;

/// <summary>
/// What keeps the protocol right. Each can be taken out of the model's world (and only there: the services have no such
/// switch), to see that the explorer notices.
/// </summary>
internal enum Protection
{
    /// <summary>Inventory knows what it has reserved for an order.</summary>
    IdempotentReserve,

    /// <summary>Inventory knows for which orders the stock has left the shelf.</summary>
    IdempotentCommit,

    /// <summary>A release of what was never reserved leaves a mark.</summary>
    Tombstone,

    /// <summary>A reserve that is refused after it was asked before is released, since what was asked before may yet arrive.</summary>
    ReleaseAfterRefusal,

    /// <summary>What was decided under a lease is written under that lease only.</summary>
    LeaseFence,

    /// <summary>A lease runs out.</summary>
    LeaseEnd,

    /// <summary>One idempotency key, one order.</summary>
    UniqueKey,

    /// <summary>What an order needs is written before Inventory is asked for it.</summary>
    StepBeforeCall,

    /// <summary>A transition takes place only in a state that allows it.</summary>
    CompareAndSet,
}
