using System.Threading.RateLimiting;
using Polly.Telemetry;

namespace Polly.RateLimiting;

/// <summary>Lets an execution pass only with a limiter's permit, which it holds until it ends.</summary>
internal sealed class RateLimiterStrategy(RateLimiterStrategyOptions options, ResilienceStrategyTelemetry telemetry)
    : ResilienceStrategy<HttpResponseMessage>, IAsyncDisposable
{
    private readonly ConcurrencyLimiter? _own =
        options.RateLimiter is null ? new ConcurrencyLimiter(options.DefaultRateLimiterOptions) : null;

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback,
        ResilienceContext context,
        TState state)
    {
        using var lease = await AcquireAsync(context);
        if (lease.IsAcquired)
            return await callback(context, state);

        var rejected = new OnRateLimiterRejectedArguments(context, lease);
        telemetry.Report(new ResilienceEvent(ResilienceEventSeverity.Error, "OnRateLimiterRejected"), context, rejected);
        if (options.OnRejected is { } onRejected)
            await onRejected(rejected);

        return Outcome.FromException<HttpResponseMessage>(lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter)
            ? new RateLimiterRejectedException(retryAfter)
            : new RateLimiterRejectedException());
    }

    private ValueTask<RateLimitLease> AcquireAsync(ResilienceContext context)
        => _own?.AcquireAsync(permitCount: 1, context.CancellationToken)
            ?? options.RateLimiter!(new RateLimiterArguments(context));
}
