using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Valerix.OrderApi.Latency;

/// <summary>Says that the gauge has turned: in the log, and to a webhook where one is configured.</summary>
internal sealed partial class LatencyAlerts(HttpClient http, IOptions<LatencyOptions> options, ILogger<LatencyAlerts> logger) : BackgroundService
{
    /// <summary>For the webhook's answer; it is asked once.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private const int MaxWaiting = 16;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    // A webhook that hangs must not hold the gauge; when too many wait, the oldest news is the least.
    private readonly Channel<LatencyChange> _waiting =
        Channel.CreateBounded<LatencyChange>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Raise(LatencyChange change)
    {
        if (change.Status == LatencyStatus.Red) LogRed(change.MeanMs, LatencyWindow.ThresholdMs);
        else LogGreen(change.MeanMs);
        if (options.Value.Webhook is not null) _waiting.Writer.TryWrite(change);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                var message = new Message(change.Status, Math.Round(change.MeanMs, 1), LatencyWindow.ThresholdMs, change.At.UtcDateTime);
                using var response = await http.PostAsJsonAsync(options.Value.Webhook, message, _json, stoppingToken);
                response.EnsureSuccessStatusCode();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested && exception is HttpRequestException or OperationCanceledException)
            {
                LogNotTold(exception.Message);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The gauge is red: the mean response time of the last 30 s is {MeanMs:0} ms, above {ThresholdMs:0} ms", EventName = "LatencyRed")]
    private partial void LogRed(double meanMs, double thresholdMs);

    [LoggerMessage(2, LogLevel.Information, "The gauge is green again: the mean response time of the last 30 s is {MeanMs:0} ms", EventName = "LatencyGreen")]
    private partial void LogGreen(double meanMs);

    [LoggerMessage(3, LogLevel.Warning, "The webhook was not told that the gauge has turned: {Reason}")]
    private partial void LogNotTold(string reason);

    /// <summary>What the webhook gets.</summary>
    private sealed record Message(LatencyStatus Status, double MeanMs, double ThresholdMs, DateTime At);
}
