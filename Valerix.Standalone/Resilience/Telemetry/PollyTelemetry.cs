using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Telemetry;

namespace Valerix.Standalone.Resilience;

/// <summary>Logs and counts what happens in pipelines, under the names that Polly.Extensions gives them.</summary>
internal sealed class PollyTelemetry(ILoggerFactory loggerFactory) : TelemetryListener
{
    private static readonly Meter Meter = new("Polly", PollyVersion());

    private static readonly Counter<int> Events = Meter.CreateCounter<int>(
        "resilience.polly.strategy.events", description: "Events in resilience strategies.");

    private static readonly Histogram<double> AttemptDuration = Meter.CreateHistogram<double>(
        "resilience.polly.strategy.attempt.duration", unit: "ms", description: "How long attempts took.");

    private static readonly Histogram<double> PipelineDuration = Meter.CreateHistogram<double>(
        "resilience.polly.pipeline.duration", unit: "ms", description: "How long executions took, all attempts included.");

    private readonly ILogger _logger = loggerFactory.CreateLogger("Polly");

    public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
    {
        Log(args);
        Measure(args);
    }

    private static void Measure<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
    {
        if (args.Arguments is PipelineExecutedArguments executed)
        {
            if (PipelineDuration.Enabled)
                PipelineDuration.Record(executed.Duration.TotalMilliseconds, Tags(args));
        }
        else if (args.Arguments is ExecutionAttemptArguments attempt)
        {
            if (AttemptDuration.Enabled)
                AttemptDuration.Record(attempt.Duration.TotalMilliseconds, Tags(args, attempt));
        }
        else if (Events.Enabled)
        {
            Events.Add(1, Tags(args));
        }
    }

    private static TagList Tags<TResult, TArgs>(
        in TelemetryEventArguments<TResult, TArgs> args, ExecutionAttemptArguments? attempt = null)
    {
        var tags = new TagList
        {
            { "event.name", args.Event.EventName },
            { "event.severity", args.Event.Severity.ToString() },
        };
        AddIfSet(ref tags, "pipeline.name", args.Source.PipelineName);
        AddIfSet(ref tags, "pipeline.instance", args.Source.PipelineInstanceName);
        AddIfSet(ref tags, "strategy.name", args.Source.StrategyName);
        AddIfSet(ref tags, "operation.key", args.Context.OperationKey);
        AddIfSet(ref tags, "exception.type", args.Outcome?.Exception?.GetType().FullName);
        if (args.Outcome is { Result: HttpResponseMessage response })
            tags.Add("error.type", ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
        if (attempt is { } made)
        {
            tags.Add("attempt.number", made.AttemptNumber);
            tags.Add("attempt.handled", made.Handled);
        }

        return tags;
    }

    private static void AddIfSet(ref TagList tags, string name, string? value)
    {
        if (value is not null)
            tags.Add(name, value);
    }

    private void Log<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
    {
        var level = LevelOf(args.Event.Severity);
        if (!_logger.IsEnabled(level))
            return;

        var (pipeline, instance, strategy) =
            (args.Source.PipelineName, args.Source.PipelineInstanceName, args.Source.StrategyName);
        var failure = args.Outcome?.Exception;
        object? result = failure is not null ? failure.Message
            : args.Outcome is { Result: HttpResponseMessage response } ? (int)response.StatusCode
            : null;

        if (args.Arguments is PipelineExecutingArguments)
            _logger.PipelineExecuting(level, pipeline, instance);
        else if (args.Arguments is PipelineExecutedArguments executed)
            _logger.PipelineExecuted(level, pipeline, instance, result, executed.Duration.TotalMilliseconds, failure);
        else if (args.Arguments is ExecutionAttemptArguments attempt)
            _logger.ExecutionAttempt(
                level, pipeline, instance, strategy, attempt.AttemptNumber, result, attempt.Handled,
                attempt.Duration.TotalMilliseconds, failure);
        else
            _logger.ResilienceEvent(level, args.Event.EventName, pipeline, instance, strategy, result, failure);
    }

    private static string? PollyVersion()
        => typeof(ResiliencePipeline).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
            .InformationalVersion.Split('+', '-')[0];

    private static LogLevel LevelOf(ResilienceEventSeverity severity) => severity switch
    {
        ResilienceEventSeverity.Debug => LogLevel.Debug,
        ResilienceEventSeverity.Information => LogLevel.Information,
        ResilienceEventSeverity.Warning => LogLevel.Warning,
        ResilienceEventSeverity.Error => LogLevel.Error,
        ResilienceEventSeverity.Critical => LogLevel.Critical,
        _ => LogLevel.None,
    };
}
