namespace Valerix.LoadTest.Bench.Meters;

/// <summary>The services' processes, found by the operator's key of this run, which no other process has in its environment.</summary>
internal sealed class ServiceProcesses(string operatorKey)
{
    private static readonly (string Program, string Name)[] _services =
        [("Valerix.OrderApi", "Order API"), ("Valerix.InventoryApi", "Inventory API"), ("Valerix.Web", "Web")];

    public Dictionary<string, double> ReadCpuMs() => Sum(pid => ProcessFiles.ReadCpuMs(pid, withEndedChildren: false));

    public Dictionary<string, double> ReadMemoryMiB() => Sum(ProcessFiles.ReadMemoryMiB);

    private Dictionary<string, double> Sum(Func<int, double> read) => Find()
        .GroupBy(process => process.Name)
        .ToDictionary(group => group.Key, group => group.Sum(process => read(process.Pid)));

    private IEnumerable<(int Pid, string Name)> Find() =>
        from pid in ProcessFiles.All()
        let name = _services.FirstOrDefault(service => ProcessFiles.Read(pid, "cmdline").Contains($"{service.Program}.dll", StringComparison.Ordinal)
            || ProcessFiles.Read(pid, "comm").StartsWith(service.Program[..Math.Min(15, service.Program.Length)], StringComparison.Ordinal)).Name
        where name is not null && ProcessFiles.Read(pid, "environ").Contains($"Operator__Key={operatorKey}", StringComparison.Ordinal)
        select (pid, name);
}
