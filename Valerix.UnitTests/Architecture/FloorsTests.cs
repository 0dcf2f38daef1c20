using System.Collections.Concurrent;
using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace Valerix.UnitTests.Architecture;

/// <summary>The floors of docs/architecture.md: which folder may use which. A folder is a namespace.</summary>
public sealed class FloorsTests
{
    private static readonly string[] _projects =
        ["Valerix.AppHost", "Valerix.Backup", "Valerix.BackupService", "Valerix.FrontDoor", "Valerix.InventoryApi", "Valerix.LoadTest", "Valerix.OrderApi", "Valerix.ServiceDefaults", "Valerix.Web"];

    /// <summary>The folders of each API, from the top floor down. Those on one floor don't use each other.</summary>
    private static readonly Dictionary<string, string[][]> _floors = new()
    {
        ["Valerix.OrderApi"] = [["Endpoints", "Events", "Latency"], ["Processing"], ["Storage", "Inventory"], ["Domain"]],
        ["Valerix.InventoryApi"] = [["Endpoints"], ["Processing"], ["Gremlin"], ["Storage"], ["Domain"]],
    };

    /// <summary>What a domain may use of the framework: values, collections, text. Nothing here does I/O.</summary>
    private static readonly string[] _pureNamespaces =
    [
        "System", "System.Buffers", "System.Collections", "System.Collections.Generic", "System.ComponentModel", "System.Diagnostics.CodeAnalysis", "System.Globalization",
        "System.Linq", "System.Runtime.CompilerServices", "System.Security.Cryptography", "System.Text", "System.Text.Json",
        "System.Text.Json.Serialization", "System.Threading", "System.Threading.Tasks", "Microsoft.CodeAnalysis",
    ];

    /// <summary>Of these namespaces, what would bring in a clock, chance, the environment or a file.</summary>
    private static readonly string[] _impure = ["System.TimeProvider", "System.Random", "System.Environment", "System.Console", "System.Threading.Thread", "System.Threading.Timer"];

    private static readonly ConcurrentDictionary<string, ArchUnitNET.Domain.Architecture> _loaded = [];

    public static TheoryData<string> Projects => [.. _projects];

    public static TheoryData<string> Apis => [.. _floors.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folders_use_each_other_in_a_circle(string project)
    {
        var uses = Uses(project).DistinctBy(use => (use.From, use.To)).ToList();
        // A folder that uses no other is in no circle, so it is left out, with all that leads to it; what remains at the end are circles.
        while (uses.RemoveAll(use => uses.TrueForAll(other => other.From != use.To)) > 0)
        {
        }

        uses.Select(use => use.How).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public void Every_folder_uses_lower_floors_only(string project)
    {
        var floors = _floors[project];
        var floorOf = floors.SelectMany((folders, floor) => folders.Select(folder => (folder, floor))).ToDictionary(pair => pair.folder, pair => pair.floor);
        var upward = Uses(project)
            .Where(use => use.From != "Migrations" && floorOf[use.From] >= floorOf[use.To])
            .Select(use => use.How);

        upward.Distinct().ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public void The_domain_decides_and_does_nothing_else(string project)
    {
        var domain = $"{project}.Domain";
        var types = Load(project).Types.Where(type => type.Namespace?.FullName == domain).ToArray();
        types.ShouldNotBeEmpty();
        var impure =
            from type in types
            from dependency in type.Dependencies
            where dependency.Target.Namespace?.FullName != domain && !IsPure(dependency.Target)
            select $"{type.FullName} uses {dependency.Target.FullName}";
        var clocks =
            from type in types
            from call in type.GetMethodMembers().SelectMany(method => method.GetMethodCallDependencies())
            where call.TargetMember.Name is "get_Now()" or "get_UtcNow()" or "NewGuid()" or "CreateVersion7()"
            select $"{type.FullName} calls {call.TargetMember.FullName}";

        impure.Concat(clocks).Distinct().ShouldBeEmpty();
    }

    /// <summary>Every use of a type of one folder by a type of another.</summary>
    private static IEnumerable<(string From, string To, string How)> Uses(string project) =>
        from type in Load(project).Types
        from target in type.Dependencies.Select(dependency => dependency.Target).Distinct()
        where target is not GenericParameter
        let user = FolderOf(project, type)
        let used = FolderOf(project, target)
        where user is not null && used is not null && user != used
        select (user, used, $"{type.FullName} uses {target.FullName}");

    [Theory]
    [MemberData(nameof(Apis))]
    public void A_worker_that_uses_the_database_waits_for_its_schema(string project)
    {
        string[] withoutDatabase = ["CircuitBreakerProbe", "LatencyAlerts"];
        var workers = Load(project).Classes.Where(type => type.InheritedClasses.Any(inherited => inherited.Name == "BackgroundService")).ToArray();
        workers.ShouldNotBeEmpty();

        workers
            .Where(worker => !worker.Dependencies.Any(dependency => dependency.Target.Name == "SchemaReadiness"))
            .Select(worker => worker.Name)
            .Except(withoutDatabase)
            .ShouldBeEmpty();
    }

    private static bool IsPure(IType type) =>
        _pureNamespaces.Contains(type.Namespace?.FullName) && !_impure.Contains(type.FullName) || type.FullName == typeof(System.Diagnostics.UnreachableException).FullName;

    private static string? FolderOf(string project, IType type) =>
        type.Namespace?.FullName is { } name && name.StartsWith($"{project}.", StringComparison.Ordinal) ? name[(project.Length + 1)..].Split('.')[0] : null;

    private static ArchUnitNET.Domain.Architecture Load(string project) =>
        _loaded.GetOrAdd(project, name => new ArchLoader().LoadAssembly(Assembly.Load(name)).Build());
}
