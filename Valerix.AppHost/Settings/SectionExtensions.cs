using Microsoft.Extensions.Configuration;

namespace Valerix.AppHost.Settings;

/// <summary>Settings of the AppHost that are its services'.</summary>
internal static class SectionExtensions
{
    /// <summary>True where every run has ports of its own, so that several may run at once: in tests.</summary>
    public static bool HasRandomPorts(this IConfiguration configuration) => configuration.GetValue("DcpPublisher:RandomizePorts", false);

    /// <summary>Hands a section of the AppHost's own configuration on, as it stands.</summary>
    public static IResourceBuilder<ProjectResource> WithSection(this IResourceBuilder<ProjectResource> project, string section)
    {
        foreach (var (key, value) in project.ApplicationBuilder.Configuration.GetSection(section).AsEnumerable())
        {
            if (value is not null) project.WithEnvironment(key.Replace(":", "__", StringComparison.Ordinal), value);
        }

        return project;
    }
}
