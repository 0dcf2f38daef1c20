using Valerix.BackupService.Gremlin;

namespace Valerix.BackupService.Bundles;

/// <summary>Takes the day's call and lets the fault happen to it whose turn it is.</summary>
internal sealed partial class BundleCalls(BundleStore store, FaultPlanStore plans, TimeProvider time, ILogger<BundleCalls> logger)
{
    /// <summary>Takes one call from its arrival to its answer.</summary>
    public async Task<IResult> TakeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (store.TakeDay() is not { } day) return Refusal(context);

        var strike = plans.Read().StrikeAt(store.CountDays());
        if (strike != Strike.None) LogStrike(day, strike);
        Bundle? bundle = null;
        if (strike.IsKept)
        {
            bundle = await store.KeepAsync(day, context.Request.Body, cancellationToken);
            if (strike.IsChanged) await FlipAsync(store.Find(day)!, cancellationToken);
        }

        await Task.Delay(strike.Delay, time, cancellationToken);
        switch (strike.Ending)
        {
            case Ending.Silence:
                context.Abort();
                return Results.Empty;
            case Ending.Error:
                return Results.Problem("The service failed.", statusCode: StatusCodes.Status500InternalServerError);
            default:
                return Results.Created($"/bundles/{day:yyyy-MM-dd}", bundle);
        }
    }

    private IResult Refusal(HttpContext context)
    {
        var next = store.NextCallAt();
        context.Response.Headers.RetryAfter = Math.Ceiling((next - time.GetUtcNow()).TotalSeconds).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
        return Results.Problem(
            $"Today's call was made. The next one can be made from {next:yyyy-MM-ddTHH:mm:ssZ} on.",
            statusCode: StatusCodes.Status429TooManyRequests,
            extensions: new Dictionary<string, object?> { ["nextCallAt"] = next.UtcDateTime });
    }

    /// <summary>Changes one bit in the middle of a kept bundle. Its checksum stays that of what arrived, as on a disk that decays.</summary>
    private static async Task FlipAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file, FileMode.Open);
        if (stream.Length == 0) return;

        stream.Position = stream.Length / 2;
        var buffer = new byte[1];
        await stream.ReadExactlyAsync(buffer, cancellationToken);
        buffer[0] ^= 1;
        stream.Position--;
        await stream.WriteAsync(buffer, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The gremlin strikes the call of {Day}: {Strike}")]
    private partial void LogStrike(DateOnly day, Strike strike);
}
