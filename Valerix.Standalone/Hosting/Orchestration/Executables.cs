namespace Aspire.Hosting.Orchestration;

/// <summary>Finds programs.</summary>
internal static class Executables
{
    /// <summary>The dotnet that runs this process, whichever way it was started.</summary>
    public static string DotNet { get; } = FindDotNet();

    /// <summary>The full path of a program on PATH, or of a path as it is; null when there is none.</summary>
    public static string? Find(string command)
    {
        if (Path.IsPathRooted(command) || command.Contains('/', StringComparison.Ordinal))
            return File.Exists(command) ? command : null;

        string[] endings = OperatingSystem.IsWindows() ? ["", ".exe", ".cmd", ".bat"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(directory => endings.Select(ending => Path.Combine(directory, command + ending)))
            .FirstOrDefault(File.Exists);
    }

    private static string FindDotNet()
    {
        // .../shared/Microsoft.NETCore.App/10.0.0/ belongs to .../dotnet.
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var candidate = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", name));
        return File.Exists(candidate) ? candidate : name;
    }
}
