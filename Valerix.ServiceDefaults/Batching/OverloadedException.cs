namespace Valerix.ServiceDefaults.Batching;

/// <summary>More was asked for at once than waits its turn here; nothing was done. Callers are told 503 <c>overloaded</c>.</summary>
public sealed class OverloadedException(string message) : Exception(message);
