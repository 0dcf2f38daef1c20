using System.Reflection;
using System.Runtime.InteropServices;

namespace Valerix.LoadTest.Bench;

/// <summary>What a benchmark ran on.</summary>
internal static class Machine
{
    /// <summary>Figures of a build for debugging say nothing.</summary>
    public static bool IsRelease { get; } = typeof(Machine).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration == "Release";

    public static async Task<IReadOnlyList<(string Name, string Value)>> DescribeAsync(BenchSystem system, CancellationToken cancellationToken) =>
    [
        ("processor", $"{ProcessorName()}, {Environment.ProcessorCount} cores for generator, services and databases together"),
        ("memory", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024):0.#} GiB"),
        ("system", RuntimeInformation.OSDescription),
        ("load average at the start", File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg", cancellationToken)).Split(' ')[0] : "unknown"),
        (".NET", $"{Environment.Version}, {(IsRelease ? "Release" : "Debug")}"),
        ("PostgreSQL", await system.AskAsync<string>(BenchSystem.OrdersDb, "SELECT current_setting('server_version') || ', fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit')", cancellationToken)),
    ];

    private static string ProcessorName() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").Where(line => line.StartsWith("model name", StringComparison.Ordinal)).Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]).FirstOrDefault() ?? RuntimeInformation.ProcessArchitecture.ToString()
        : RuntimeInformation.ProcessArchitecture.ToString();
}
