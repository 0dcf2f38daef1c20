using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Every strategy's own ranges.</summary>
[OptionsValidator]
internal sealed partial class HttpStandardResilienceOptionsValidator : IValidateOptions<HttpStandardResilienceOptions>;

/// <summary>What must hold between the strategies.</summary>
internal sealed class HttpStandardResilienceOptionsCustomValidator : IValidateOptions<HttpStandardResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpStandardResilienceOptions options)
    {
        var attempt = options.AttemptTimeout.Timeout;
        var total = options.TotalRequestTimeout.Timeout;
        var sampling = options.CircuitBreaker.SamplingDuration;
        var result = new ValidateOptionsResultBuilder();

        if (attempt > total)
            result.AddError($"An attempt may not take longer ({attempt.TotalSeconds} s) than the whole request ({total.TotalSeconds} s).");
        if (sampling < attempt * 2)
            result.AddError(
                $"The circuit breaker samples for {sampling.TotalSeconds} s; it needs at least twice "
                + $"the timeout of an attempt ({attempt.TotalSeconds} s) to see any failure by timeout.");

        return result.Build();
    }
}
