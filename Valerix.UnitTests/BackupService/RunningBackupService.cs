using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Valerix.BackupService;
using Valerix.BackupService.Gremlin;

namespace Valerix.UnitTests.BackupService;

/// <summary>The old service itself, in this process, with a calendar that the test sets.</summary>
internal sealed class RunningBackupService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningBackupService(WebApplication app, string folder)
    {
        (_app, Folder) = (app, folder);
        Http = new HttpClient { BaseAddress = Address };
    }

    /// <summary>A client with its address.</summary>
    public HttpClient Http { get; }

    /// <summary>Where it keeps its files.</summary>
    public string Folder { get; }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<RunningBackupService> StartAsync(TimeProvider time)
    {
        var folder = Directory.CreateTempSubdirectory("valerix-bundles-").FullName;
        var app = BackupServiceHost.Build(
            ["--environment=Development", "--urls=http://127.0.0.1:0", $"--{BackupServiceHost.FolderKey}={folder}", "--Logging:LogLevel:Default=None"], time);
        await app.StartAsync();
        return new(app, folder);
    }

    public void Plan(FaultPlan plan) => _app.Services.GetRequiredService<FaultPlanStore>().Set(plan);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
