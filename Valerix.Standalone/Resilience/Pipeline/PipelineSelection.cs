namespace Valerix.Standalone.Resilience;

/// <summary>How a request finds its instance of a pipeline; without a key all share one.</summary>
internal sealed class PipelineSelection
{
    public Func<HttpRequestMessage, string>? Key { get; set; }
}
