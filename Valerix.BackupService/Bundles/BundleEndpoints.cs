namespace Valerix.BackupService.Bundles;

/// <summary>The service's calls. Handing a bundle over is had once a day; reading is free.</summary>
internal static class BundleEndpoints
{
    public static void MapBundles(this WebApplication app)
    {
        app.MapPost("/bundles", (HttpContext context, BundleCalls calls, CancellationToken cancellationToken) => calls.TakeAsync(context, cancellationToken));
        app.MapGet("/bundles", (BundleStore store) => store.List());
        app.MapGet("/bundles/{day}", (DateOnly day, BundleStore store) => store.Find(day) is { } file
            ? Results.File(file, "application/octet-stream", enableRangeProcessing: true)
            : Results.Problem($"No bundle of {day:yyyy-MM-dd} is held: GET /bundles lists what is.", statusCode: StatusCodes.Status404NotFound));
    }
}
