using Valerix.AppHost.Postgres;
using Valerix.AppHost.Services;

namespace Valerix.AppHost.Backup;

/// <summary>The backup of both servers and the customer's old service, all of which are started by hand and are part of no deployment.</summary>
internal static class BackupExtensions
{
    /// <summary>Relative to the AppHost. No project reference: the program is for machines that have nothing else of Valerix, too.</summary>
    private const string Folder = "../Valerix.Backup";

    /// <summary>Adds the old service, the archive of the log, and the base backup with the day's call.</summary>
    public static void AddBackup(this IDistributedApplicationBuilder builder, params IResourceBuilder<IResourceWithConnectionString>[] databases)
    {
        if (!builder.ExecutionContext.IsRunMode) return;

        var key = builder.AddParameter("backup-key", new GenerateParameterDefault { MinLength = 48, Special = false }, secret: true, persist: true);
        // In development all places are on one disk; elsewhere each is on a disk or a mount of its own.
        var folder = Path.Combine(DataFolder.Of(builder.Configuration, builder.AppHostDirectory), "backup");
        var service = builder.AddService<Projects.Valerix_BackupService>("backupservice")
            .WithEnvironment("Bundles__Folder", Path.Combine(folder, "old-service"))
            .WithExplicitStart();

        Add("backup-archive", "archive");
        Add("backup", "backup", "--fast");

        void Add(string name, params string[] arguments)
        {
            var program = builder.AddExecutable(name, "dotnet", Folder, ["run", "--", .. arguments])
                .WithEnvironment("Backup__Key", key)
                .WithEnvironment("Backup__Places__0", Path.Combine(folder, "place-1"))
                .WithEnvironment("Backup__Places__1", Path.Combine(folder, "place-2"))
                .WithEnvironment("Backup__Spool", Path.Combine(folder, "spool"))
                .WithEnvironment("Backup__Outbox", Path.Combine(folder, "outbox"))
                .WithEnvironment("Backup__Service", service.GetEndpoint("http"))
                .WithExplicitStart();
            foreach (var database in databases) program.WithReference(database).WaitFor(database);
        }
    }
}
