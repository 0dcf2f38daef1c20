using Valerix.Backup.Archive;
using Valerix.Backup.Postgres;
using Valerix.Backup.Sealing;

namespace Valerix.Backup.Commands;

/// <summary>The settings that the commands read from the environment, where the AppHost puts them. A command asks only for those that it needs.</summary>
internal static class BackupSettings
{
    private const int MinPlaces = 2;

    private static readonly (string Server, string Database)[] _databases = [("orders-postgres", "ordersdb"), ("inventory-postgres", "inventorydb")];

    /// <summary>The servers' names.</summary>
    public static IReadOnlyList<string> ServerNames => [.. _databases.Select(database => database.Server)];

    public static IReadOnlyList<ServerAddress> Servers() =>
        [.. _databases.Select(database => new ServerAddress(database.Server, Required($"ConnectionStrings__{database.Database}", "the connection string of the server")))];

    public static BackupKey Key() => new(Environment.GetEnvironmentVariable("Backup__Key"));

    /// <exception cref="BackupException">Fewer than two folders are named, or one twice.</exception>
    public static Places Places()
    {
        var folders = Enumerable.Range(0, int.MaxValue)
            .Select(number => Environment.GetEnvironmentVariable($"Backup__Places__{number}"))
            .TakeWhile(folder => folder is { Length: > 0 })
            .Select(folder => Path.GetFullPath(folder!))
            .ToArray();
        return folders.Distinct().Count() >= MinPlaces && folders.Distinct().Count() == folders.Length
            ? new(folders)
            : throw new BackupException("An archive in one place is no archive: name at least two different folders in Backup__Places__0 and Backup__Places__1.");
    }

    /// <summary>The folder for what is on its way: the log as it is received, and a base backup until it is sealed.</summary>
    public static string Spool() => Path.GetFullPath(Required("Backup__Spool", "a folder for what is on its way"));

    /// <summary>The third copy of what the old service is not known to hold.</summary>
    public static string Outbox() => Path.GetFullPath(Required("Backup__Outbox", "the folder of the third copy"));

    public static Uri Service() => Uri.TryCreate(Required("Backup__Service", "the old service's address"), UriKind.Absolute, out var address)
        ? address
        : throw new BackupException("Backup__Service is no address.");

    private static string Required(string variable, string what) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
        ? value
        : throw new BackupException($"Give {what} in the environment variable {variable}.");
}
