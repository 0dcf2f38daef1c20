namespace Valerix.AppHost.LoadTest;

/// <summary>A load run as a resource that is started by hand.</summary>
internal static class LoadTestExtensions
{
    /// <summary>Relative to the AppHost. No project reference: it goes the other way, since the program can start this AppHost by itself.</summary>
    private const string Folder = "../Valerix.LoadTest";

    /// <summary>Adds the load run <paramref name="name"/>, which is part of no deployment.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the model.</param>
    /// <param name="arguments">What it does; it says so itself with <c>--help</c>.</param>
    public static IResourceBuilder<ExecutableResource> AddLoadTest(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, params string[] arguments) =>
        builder.AddExecutable(name, "dotnet", Folder, ["run", "--", .. arguments])
            .WithExplicitStart()
            .ExcludeFromManifest();
}
