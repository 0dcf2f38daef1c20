namespace Valerix.ServiceDefaults.Warmup;

/// <summary>Something that a service does once before it listens; it must change nothing.</summary>
public delegate Task WarmupCall(IServiceProvider services, CancellationToken cancellationToken);
