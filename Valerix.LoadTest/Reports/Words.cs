using System.Globalization;
using Valerix.LoadTest.Load.Selling;

namespace Valerix.LoadTest.Reports;

/// <summary>Figures and answers as people read them.</summary>
internal static class Words
{
    public static string Of(FirstResponse told) => told switch
    {
        FirstResponse.Confirmed => "confirmed (201)",
        FirstResponse.Accepted => "accepted (202)",
        FirstResponse.SoldOut => "sold out (409)",
        FirstResponse.NotNow => "not now (429, 503)",
        FirstResponse.Failed => "failed (5xx)",
        FirstResponse.NoAnswer => "no answer",
        FirstResponse.Refused => "refused (4xx)",
        _ => "nothing",
    };

    public static string Milliseconds(double ms) => ms switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{ms:0.0} ms"),
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{ms:0} ms"),
        _ => Seconds(TimeSpan.FromMilliseconds(ms)),
    };

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");

    public static string Number(double number) => number.ToString(number < 100 ? "0.#" : "N0", CultureInfo.InvariantCulture);

    public static string Percent(double percent) => percent >= 100 ? "max" : string.Create(CultureInfo.InvariantCulture, $"p{percent:0.##}");
}
