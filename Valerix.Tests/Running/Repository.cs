using System.Reflection;

namespace Valerix.Tests.Running;

/// <summary>Where things are in the working copy that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The AppHost's program, built in the same configuration as the tests.</summary>
    public static string AppHostProgram { get; } = Path.Combine(
        Root,
        "Valerix.AppHost",
        "bin",
        typeof(Repository).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration,
        "net10.0",
        "Valerix.AppHost.dll");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Valerix.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Valerix.sln.");
        }

        return folder.FullName;
    }
}
