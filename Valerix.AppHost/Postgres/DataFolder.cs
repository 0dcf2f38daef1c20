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

    /// <summary>
    /// The folder of the servers of the AppHost in <paramref name="appHostDirectory"/>; <c>Data:Folder</c> names another. Passing data
    /// gets a new folder in there, since all of it is deleted in the end.
    /// </summary>
    public static string Of(IConfiguration configuration, string appHostDirectory)
    {
        var named = configuration["Data:Folder"] is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;
        if (IsTransient(configuration)) return Path.Combine(named ?? Path.GetTempPath(), $"valerix-{Guid.NewGuid():N}");
        if (named is not null) return named;

        // Two clones must not share their data.
        var clone = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(appHostDirectory)))[..12];
        return Path.Combine(OfAllClones, clone);
    }
}
