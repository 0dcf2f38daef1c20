using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Valerix.AppHost.Settings;

namespace Valerix.AppHost.Postgres;

/// <summary>Where local servers keep their data: a folder per AppHost that survives its restarts, or a passing one for tests.</summary>
internal static class DataFolder
{
    /// <summary>True when every run starts empty: set by <c>Data:Transient</c>, otherwise so in tests, which ask for random ports.</summary>
    public static bool IsTransient(IConfiguration configuration) =>
        configuration.GetValue("Data:Transient", configuration.HasRandomPorts());

    /// <summary>This user's folder for everything that outlives a run. Root's home can't be entered by the user that the server runs as.</summary>
    public static string OfAllClones => Path.Combine(
        UnprivilegedUser.IsNeeded
            ? "/var/lib"
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "valerix");

    /// <summary>The folder of <paramref name="builder"/>'s servers; <c>Data:Folder</c> names another.</summary>
    public static string Of(IDistributedApplicationBuilder builder)
    {
        if (builder.Configuration["Data:Folder"] is { Length: > 0 } folder) return Path.GetFullPath(folder);
        if (IsTransient(builder.Configuration)) return Path.Combine(Path.GetTempPath(), $"valerix-{Guid.NewGuid():N}");

        // Two clones must not share their data.
        var clone = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(builder.AppHostDirectory)))[..12];
        return Path.Combine(OfAllClones, clone);
    }
}
