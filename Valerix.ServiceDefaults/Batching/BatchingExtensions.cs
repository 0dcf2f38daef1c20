using Microsoft.Extensions.DependencyInjection;

namespace Valerix.ServiceDefaults.Batching;

/// <summary>A <see cref="Batcher{TRequest,TResult}"/> for a service.</summary>
public static class BatchingExtensions
{
    /// <summary>Registers the one batcher of its kind, in front of a <typeparamref name="TStore"/>.</summary>
    /// <param name="services">The service's.</param>
    /// <param name="options">The limits.</param>
    /// <param name="execute">What of the store carries out a batch.</param>
    public static void AddBatcher<TStore, TRequest, TResult>(
        this IServiceCollection services,
        BatcherOptions<TRequest> options,
        Func<TStore, Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TResult>>>> execute) where TStore : notnull =>
        services.AddSingleton(provider => new Batcher<TRequest, TResult>(
            options,
            execute(provider.GetRequiredService<TStore>()),
            provider.GetRequiredService<BatchMetrics>(),
            provider.GetRequiredService<TimeProvider>()));
}
