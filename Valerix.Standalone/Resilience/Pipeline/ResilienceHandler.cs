using Polly;

namespace Valerix.Standalone.Resilience;

/// <summary>
/// Sends a request through its pipeline. All attempts send the same message, so its content must be one that can be
/// written more than once.
/// </summary>
internal sealed class ResilienceHandler(
    Func<HttpRequestMessage, ResiliencePipeline<HttpResponseMessage>> pipelineOf) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var pipeline = pipelineOf(request);
        // A handler around this one may have begun the execution already.
        var outer = request.GetResilienceContext();
        var context = outer ?? ResilienceContextPool.Shared.Get(cancellationToken);
        request.SetResilienceContext(context);
        context.SetRequestMessage(request);

        try
        {
            var outcome = await pipeline.ExecuteOutcomeAsync(AttemptAsync, context, request);
            outcome.ThrowIfException();
            return outcome.Result!;
        }
        finally
        {
            request.SetResilienceContext(outer);
            if (outer is null)
                ResilienceContextPool.Shared.Return(context);
        }
    }

    // Failures travel as outcomes: an exception that is only looked at by a retry need not be thrown.
    private async ValueTask<Outcome<HttpResponseMessage>> AttemptAsync(ResilienceContext context, HttpRequestMessage request)
    {
        request.SetResilienceContext(context);
        try
        {
            return Outcome.FromResult(await base.SendAsync(request, context.CancellationToken));
        }
#pragma warning disable CA1031 // Every failure is the pipeline's to judge.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Outcome.FromException<HttpResponseMessage>(failure);
        }
    }
}
