using System.Data.Common;

namespace Valerix.Backup.Postgres;

/// <summary>A server that is backed up.</summary>
/// <param name="Name">The resource's name, which its data directory and its part of the archive have too.</param>
/// <param name="ConnectionString">Of any of its databases.</param>
internal sealed record ServerAddress(string Name, string ConnectionString)
{
    /// <summary>The arguments by which PostgreSQL's tools find the server. The password is not among them, since others see a process's arguments.</summary>
    public IReadOnlyList<string> Arguments =>
        ["--host", Value("Host"), "--port", Value("Port"), "--username", Value("Username"), "--no-password"];

    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?> { ["PGPASSWORD"] = Value("Password") };

    private string Value(string key) =>
        new DbConnectionStringBuilder { ConnectionString = ConnectionString }.TryGetValue(key, out var value)
            ? $"{value}"
            : throw new BackupException($"The connection string of {Name} has no {key}.");
}
