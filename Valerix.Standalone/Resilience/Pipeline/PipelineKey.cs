namespace Valerix.Standalone.Resilience;

/// <summary>One instance of a pipeline.</summary>
internal readonly record struct PipelineKey(string Name, string Instance);
