using Microsoft.Playwright;

namespace Valerix.Tests.Web.Browser;

/// <summary>The Chromium that the machine has; none is downloaded.</summary>
internal static class Chromium
{
    public const string Missing =
        "Needs Chromium, and none is on the PATH: on Debian 'apt-get install chromium'; or say with VALERIX_CHROMIUM where one is.";

    private static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome.exe", "msedge.exe"];

    /// <summary>Its path; null when there is none.</summary>
    public static string? Path { get; } =
        Environment.GetEnvironmentVariable("VALERIX_CHROMIUM")
        ?? (from name in _names
            from folder in Environment.GetEnvironmentVariable("PATH")?.Split(System.IO.Path.PathSeparator) ?? []
            let file = System.IO.Path.Combine(folder, name)
            where File.Exists(file)
            select file).FirstOrDefault();

    // No sandbox: in a container, as root, there is none to be had, and only our own pages are opened.
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path ?? throw new InvalidOperationException(Missing), Args = ["--no-sandbox"] });
}

/// <summary>A fact that a browser has to see.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Path is null ? Chromium.Missing : null;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Path is null ? Chromium.Missing : null;
}
