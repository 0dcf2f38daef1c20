namespace Valerix.OrderApi.Domain;

/// <summary>What can happen to an order.</summary>
internal enum OrderTrigger
{
    /// <summary>Inventory holds the stock.</summary>
    Confirm,

    /// <summary>Inventory refused to hold the stock.</summary>
    Reject,

    /// <summary>An operator asks for it to be shipped.</summary>
    Ship,

    /// <summary>Inventory says that the stock has left the shelf.</summary>
    CompleteShipping,

    /// <summary>An operator says that it has arrived.</summary>
    Deliver,

    /// <summary>The shopper or an operator asks for it to be cancelled.</summary>
    Cancel,

    /// <summary>Inventory says that the stock is free again.</summary>
    CompleteCancelling,

    /// <summary>Inventory's answer can't be right, or none came in all attempts: a person has to look.</summary>
    Escalate,

    /// <summary>An operator wants it placed after all.</summary>
    ResumePlacing,

    /// <summary>An operator wants it shipped after all.</summary>
    ResumeShipping,

    /// <summary>An operator wants it cancelled after all.</summary>
    ResumeCancelling,
}
