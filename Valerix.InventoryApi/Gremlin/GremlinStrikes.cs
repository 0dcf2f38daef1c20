using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Polly;
using Polly.Simmy;
using Polly.Simmy.Behavior;
using Polly.Simmy.Latency;
using Polly.Simmy.Outcomes;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Gremlin;

/// <summary>Carries out a strike with Polly's chaos strategies. Which one is enabled follows from the strike, never from chance.</summary>
internal sealed class GremlinStrikes
{
    private const double Always = 1;

    private static readonly ResiliencePropertyKey<Strike> _strike = new("strike");

    private readonly ResiliencePipeline<object?> _pipeline;

    public GremlinStrikes(TimeProvider time) =>
        _pipeline = new ResiliencePipelineBuilder<object?> { TimeProvider = time }
            .AddChaosLatency(new ChaosLatencyStrategyOptions
            {
                InjectionRate = Always,
                EnabledGenerator = When(strike => strike.Delay > TimeSpan.Zero),
                LatencyGenerator = call => ValueTask.FromResult(StrikeOf(call.Context).Delay),
            })
            .AddChaosBehavior(new ChaosBehaviorStrategyOptions
            {
                InjectionRate = Always,
                EnabledGenerator = When(strike => strike.Ending == Ending.Crash),
                BehaviorGenerator = _ => Crash(),
            })
            .AddChaosOutcome(new ChaosOutcomeStrategyOptions<object?>
            {
                InjectionRate = Always,
                EnabledGenerator = When(strike => strike.Ending == Ending.Drop),
                OutcomeGenerator = _ => Answer(new CutConnection()),
            })
            .AddChaosOutcome(new ChaosOutcomeStrategyOptions<object?>
            {
                InjectionRate = Always,
                EnabledGenerator = When(strike => strike.Ending == Ending.Error),
                OutcomeGenerator = _ => Answer(Error()),
            })
            .Build();

    /// <summary>Lets <paramref name="strike"/> happen to a call whose work is done.</summary>
    /// <param name="strike">What happens.</param>
    /// <param name="answer">What the call would be answered otherwise.</param>
    /// <param name="cancellationToken">Says that the caller has left, which ends a delay.</param>
    /// <returns>What it is to be answered now.</returns>
    public async ValueTask<object?> ExecuteAsync(Strike strike, object? answer, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(_strike, strike);
            return await _pipeline.ExecuteAsync(static (_, answer) => ValueTask.FromResult(answer), context, answer);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Func<EnabledGeneratorArguments, ValueTask<bool>> When(Predicate<Strike> isEnabled) =>
        call => ValueTask.FromResult(isEnabled(StrikeOf(call.Context)));

    private static Strike StrikeOf(ResilienceContext context) => context.Properties.GetValue(_strike, default);

    private static ValueTask<Outcome<object?>?> Answer(IResult result) => ValueTask.FromResult<Outcome<object?>?>(Outcome.FromResult<object?>(result));

    private static ProblemHttpResult Error() => Problems.Of(
        StatusCodes.Status500InternalServerError,
        ProblemNames.Internal,
        "The gremlin took the answer away; the work itself is done. Send the same call again.");

    /// <summary>SIGKILL, or what comes nearest to it: no handler, no flush, no goodbye.</summary>
    private static ValueTask Crash()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        return ValueTask.CompletedTask;
    }

    /// <summary>An answer without a byte.</summary>
    private sealed class CutConnection : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Abort();
            return Task.CompletedTask;
        }
    }
}
