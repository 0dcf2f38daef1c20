using Microsoft.Playwright;

namespace Valerix.Tests.Web.Browser;

/// <summary>The Chromium that the machine has, or else the one that Playwright installs.</summary>
internal static class Chromium
{
    private static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome.exe", "msedge.exe"];

    /// <summary>Starts it; where there is none, it is downloaded first, once for all clones.</summary>
    /// <exception cref="InvalidOperationException">The download failed; the message says what to do instead.</exception>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        var installed = FindInstalled();
        // Playwright tells on the console how far it is, and does nothing when its browser is there already.
        if (installed is null && Microsoft.Playwright.Program.Main(["install", "--only-shell", "chromium"]) != 0)
        {
            throw new InvalidOperationException(
                "There is no Chromium on the PATH, and Playwright could not download one (its output says why): on Debian 'apt-get install chromium', "
                + "or say in VALERIX_CHROMIUM where one is.");
        }

        // No sandbox: in a container, as root, there is none to be had, and only our own pages are opened.
        return playwright.Chromium.LaunchAsync(new() { ExecutablePath = installed, Args = ["--no-sandbox"] });
    }

    private static string? FindInstalled() =>
        Environment.GetEnvironmentVariable("VALERIX_CHROMIUM")
        ?? (from name in _names
            from folder in Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? []
            let file = Path.Combine(folder, name)
            where File.Exists(file)
            select file).FirstOrDefault();
}
