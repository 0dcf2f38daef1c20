using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Configures one standard pipeline.</summary>
public interface IHttpStandardResiliencePipelineBuilder
{
    /// <summary>The name of the pipeline and of its options: <c>&lt;client&gt;-standard</c>.</summary>
    string PipelineName { get; }

    /// <summary>The services it is configured in.</summary>
    IServiceCollection Services { get; }
}
