using Valerix.LoadTest.Load;

namespace Valerix.LoadTest.Reports;

/// <summary>Where a run's report and results are put; those of the run before are replaced.</summary>
internal static class ReportFolder
{
    /// <returns>The report's path.</returns>
    public static async Task<string> WriteAsync(DirectoryInfo folder, LoadResult result)
    {
        folder.Create();
        await using (var json = File.Create(Path.Combine(folder.FullName, "results.json")))
        {
            await ResultsJson.WriteAsync(json, result, CancellationToken.None);
        }

        var path = Path.Combine(folder.FullName, "report.html");
        await using var page = File.CreateText(path);
        new HtmlReport(page, result).Write();
        return path;
    }
}
