namespace Valerix.ServiceDefaults.Http;

/// <summary>The names that problem types end in; they are part of the HTTP contract.</summary>
public static class ProblemNames
{
    public const string Validation = "validation";
    public const string Unauthorized = "unauthorized";
    public const string IdempotencyKeyMissing = "idempotency-key-missing";
    public const string IdempotencyKeyReused = "idempotency-key-reused";
    public const string InsufficientStock = "insufficient-stock";
    public const string UnknownSku = "unknown-sku";
    public const string OrderNotFound = "order-not-found";
    public const string InvalidTransition = "invalid-transition";
    public const string ProductBusy = "product-busy";
    public const string ReservationClosed = "reservation-closed";
    public const string ReservationMismatch = "reservation-mismatch";
    public const string ReservationNotFound = "reservation-not-found";
    public const string NotFound = "not-found";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string RateLimited = "rate-limited";
    public const string Overloaded = "overloaded";
    public const string Unavailable = "unavailable";
    public const string Internal = "internal";
}
