using System.Net.Http.Json;

namespace Valerix.Backup.Daily;

/// <summary>The customer's backup service. One call a day hands a bundle over; reading what it holds is free.</summary>
internal sealed class OldService(HttpClient http)
{
    /// <summary>How long the call may take, and how long reading back may.</summary>
    public TimeSpan Patience => http.Timeout;

    /// <summary>Makes the day's call.</summary>
    /// <returns>What came of it, in words. None of it is believed: only what can be read back counts.</returns>
    public async Task<string> HandOverAsync(HttpContent bundle, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.PostAsync(new Uri("bundles", UriKind.Relative), bundle, cancellationToken);
            return $"The old service answered {(int)response.StatusCode}.";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return $"The old service gave no answer ({exception.Message.TrimEnd('.')}).";
        }
    }

    /// <summary>The days whose bundles it says to hold.</summary>
    /// <exception cref="HttpRequestException">It can't be asked now.</exception>
    public async Task<IReadOnlyList<DateOnly>> DaysAsync(CancellationToken cancellationToken)
    {
        var list = await http.GetFromJsonAsync<HeldBundles>(new Uri("bundles", UriKind.Relative), cancellationToken);
        return [.. (list?.Items ?? []).Select(bundle => bundle.Day)];
    }

    /// <summary>A day's bundle, as it is held.</summary>
    public Task<Stream> OpenAsync(DateOnly day, CancellationToken cancellationToken) =>
        http.GetStreamAsync(new Uri($"bundles/{day:yyyy-MM-dd}", UriKind.Relative), cancellationToken);

    private sealed record HeldBundles(IReadOnlyList<HeldBundle> Items);

    private sealed record HeldBundle(DateOnly Day);
}
