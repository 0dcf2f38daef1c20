using Valerix.BackupService;

await BackupServiceHost.Build(args, TimeProvider.System).RunAsync();
