using Valerix.BackupService.Bundles;
using Valerix.BackupService.Gremlin;

namespace Valerix.BackupService;

/// <summary>The customer's old backup service, which takes one call a calendar day. For development and tests only.</summary>
internal static class BackupServiceHost
{
    /// <summary>The setting that names the folder in which bundles are kept.</summary>
    public const string FolderKey = "Bundles:Folder";

    /// <summary>Puts the service together; <paramref name="time"/> says which day it is.</summary>
    public static WebApplication Build(string[] args, TimeProvider time)
    {
        var builder = WebApplication.CreateBuilder(args);
        var folder = builder.Configuration[FolderKey] ?? Path.Combine(builder.Environment.ContentRootPath, "bundles");
        Directory.CreateDirectory(folder);
        // A bundle is as large as two databases, and it is never held in memory.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(new BundleStore(folder, time));
        builder.Services.AddSingleton(new FaultPlanStore(folder));
        builder.Services.AddSingleton<BundleCalls>();
        builder.Services.AddProblemDetails();

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapGet("/alive", () => Results.Ok());
        app.MapBundles();
        app.MapGremlin();
        return app;
    }
}
