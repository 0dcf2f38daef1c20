using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>How an AppHost's builder is made in a test.</summary>
internal static class TestSettings
{
    public static void Apply(
        Assembly appHost,
        string[] args,
        DistributedApplicationOptions options,
        HostApplicationBuilderSettings settings,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    {
        settings.Args = args;
        settings.ApplicationName = appHost.GetName().Name;
        settings.Configuration ??= new ConfigurationManager();
        options.Args = args;
        options.AssemblyName = appHost.GetName().Name;
        options.DisableDashboard = true;

        var directory = appHost.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(m => m.Key == "apphostprojectpath")?.Value;
        if (Directory.Exists(directory))
            settings.ContentRootPath = directory;

        var defaults = new Defaults(settings);
        defaults.Set("DcpPublisher:RandomizePorts", "true");
        // A test that fails says why; what went well is no news.
        defaults.Set("Logging:LogLevel:Aspire.Hosting", "Warning");
        defaults.Apply();

        configure(options, settings);
        AddLaunchProfile(directory, settings);
    }

    /// <summary>Outside of tests <c>dotnet run</c> sets these environment variables; environment variables of this process would be everybody's.</summary>
    private static void AddLaunchProfile(string? directory, HostApplicationBuilderSettings settings)
    {
        var file = Path.Combine(directory ?? "", "Properties", "launchSettings.json");
        if (!File.Exists(file))
            return;

        using var json = JsonDocument.Parse(File.ReadAllText(file), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var profile = json.RootElement.GetProperty("profiles").EnumerateObject().FirstOrDefault();
        if (profile.Value.ValueKind != JsonValueKind.Object)
            return;

        var defaults = new Defaults(settings);
        defaults.Set("DOTNET_LAUNCH_PROFILE", profile.Name);
        if (profile.Value.TryGetProperty("environmentVariables", out var variables))
        {
            foreach (var variable in variables.EnumerateObject())
            {
                defaults.Set(variable.Name, variable.Value.GetString());
                foreach (var prefix in (string[])["DOTNET_", "ASPNETCORE_"])
                {
                    if (variable.Name.StartsWith(prefix, StringComparison.Ordinal))
                        defaults.Set(variable.Name[prefix.Length..], variable.Value.GetString());
                }
            }
        }

        defaults.Apply();
    }

    /// <summary>Values for settings that neither the command line nor the test has set.</summary>
    private sealed class Defaults
    {
        private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);
        private readonly ConfigurationManager _configuration;
        private readonly IConfiguration _given;

        public Defaults(HostApplicationBuilderSettings settings)
        {
            _configuration = settings.Configuration!;
            _given = new ConfigurationBuilder().AddConfiguration(_configuration).AddCommandLine(settings.Args ?? []).Build();
        }

        public void Set(string key, string? value)
        {
            if (_given[key] is null)
                _values.TryAdd(key, value);
        }

        public void Apply() => _configuration.AddInMemoryCollection(_values);
    }
}
