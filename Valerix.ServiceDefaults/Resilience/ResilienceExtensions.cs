using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Valerix.ServiceDefaults.Resilience;

/// <summary>The standard resilience handler on every HTTP client, tuned for answers within three seconds.</summary>
/// <remarks>
/// As it comes, the handler retries POST, waits 30 s in all, and needs 100 calls in 30 s before its breaker may open.
/// Configuration section <c>Resilience</c> overrides each number (the shape is <see cref="HttpStandardResilienceOptions"/>).
/// </remarks>
public static class ResilienceExtensions
{
    private const string Section = "Resilience";

    internal static void AddResilientHttpClients(this IHostApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();
        var budget = new RetryBudget();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            // A followed redirect takes the operator's key and the shopper's order to whatever address the answer names.
            http.UseSocketsHttpHandler((handler, _) => handler.AllowAutoRedirect = false);
            // One pipeline per authority: a service that is down must not open the circuit to another.
            http.AddStandardResilienceHandler(options =>
            {
                Tune(options, budget);
                builder.Configuration.GetSection(Section).Bind(options);
            }).SelectPipelineByAuthority();
            http.AddServiceDiscovery();
        });
    }

    /// <summary>Has the clients repeat only calls that could not be sent: for a service whose callee repeats its own calls.</summary>
    /// <remarks>With three tries in each of two layers, a service that fails would be asked nine times for one shopper.</remarks>
    public static void RetryUnsentOnly(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.PostConfigureAll<HttpStandardResilienceOptions>(options => options.Retry.ShouldHandle = args =>
            ValueTask.FromResult(args.Outcome.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }));
    }

    private static void Tune(HttpStandardResilienceOptions options, RetryBudget budget)
    {
        options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(3);
        options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(1);

        options.Retry.MaxRetryAttempts = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.BackoffType = DelayBackoffType.Exponential;
        options.Retry.UseJitter = true;
        options.Retry.ShouldHandle = args =>
        {
            if (args.AttemptNumber == 0) budget.Earn();
            return ValueTask.FromResult(
                HttpClientResiliencePredicates.IsTransient(args.Outcome)
                && SafeToRepeat.Allows(args.Context.GetRequestMessage())
                // The last failure is the answer: it must not use up a retry that another call could have.
                && (args.AttemptNumber >= options.Retry.MaxRetryAttempts || budget.TrySpend()));
        };

        options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(10);
        options.CircuitBreaker.MinimumThroughput = 10;
        options.CircuitBreaker.FailureRatio = 0.5;
        options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(2);
    }
}
