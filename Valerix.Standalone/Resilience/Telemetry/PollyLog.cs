using Microsoft.Extensions.Logging;

namespace Valerix.Standalone.Resilience;

/// <summary>What is said about pipelines.</summary>
internal static partial class PollyLog
{
    [LoggerMessage(EventId = 0, Message = "{EventName} in {PipelineName}/{PipelineInstance}/{StrategyName}: {Result}", EventName = "ResilienceEvent")]
    public static partial void ResilienceEvent(
        this ILogger logger, LogLevel level, string eventName, string? pipelineName, string? pipelineInstance,
        string? strategyName, object? result, Exception? exception);

    [LoggerMessage(EventId = 1, Message = "{PipelineName}/{PipelineInstance} begins", EventName = "StrategyExecuting")]
    public static partial void PipelineExecuting(
        this ILogger logger, LogLevel level, string? pipelineName, string? pipelineInstance);

    [LoggerMessage(EventId = 2, Message = "{PipelineName}/{PipelineInstance} ended after {ExecutionTimeMs} ms: {Result}", EventName = "StrategyExecuted")]
    public static partial void PipelineExecuted(
        this ILogger logger, LogLevel level, string? pipelineName, string? pipelineInstance, object? result,
        double executionTimeMs, Exception? exception);

    [LoggerMessage(
        EventId = 3,
        Message = "Attempt {Attempt} in {PipelineName}/{PipelineInstance}/{StrategyName} took {ExecutionTimeMs} ms: {Result} (handled: {Handled})",
        EventName = "ExecutionAttempt")]
    public static partial void ExecutionAttempt(
        this ILogger logger, LogLevel level, string? pipelineName, string? pipelineInstance, string? strategyName,
        int attempt, object? result, bool handled, double executionTimeMs, Exception? exception);
}
