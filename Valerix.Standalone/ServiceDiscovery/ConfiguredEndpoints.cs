using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Valerix.Standalone.ServiceDiscovery;

/// <summary>The endpoints that the configuration names, read anew when it changes.</summary>
internal sealed class ConfiguredEndpoints : IDisposable
{
    private const int MaxServices = 1_000;
    private const string DefaultEndpoint = "default";

    private readonly IConfiguration _configuration;
    private readonly IDisposable _reload;
    private readonly ConcurrentDictionary<string, ServiceEndpoints> _known = new(StringComparer.Ordinal);

    public ConfiguredEndpoints(IConfiguration configuration)
    {
        _configuration = configuration;
        _reload = ChangeToken.OnChange(configuration.GetReloadToken, _known.Clear);
    }

    /// <summary>The address at which a request for a service is to be sent.</summary>
    public Uri Resolve(Uri asked)
    {
        if (_known.Count >= MaxServices)
            _known.Clear();

        var authority = asked.GetLeftPart(UriPartial.Authority);
        return _known.GetOrAdd(authority, static (_, state) => state.self.Read(state.asked), (self: this, asked)).At(asked);
    }

    public void Dispose() => _reload.Dispose();

    private ServiceEndpoints Read(Uri asked)
    {
        var name = ServiceName.Of(asked);
        var configured = Section(name) is { } section ? Fitting(name, Addresses(section, name)) : [];
        return new ServiceEndpoints(configured is [] ? [AsItStands(asked, name)] : configured);
    }

    private IConfigurationSection? Section(ServiceName name)
    {
        var service = _configuration.GetSection("services").GetSection(name.Host);
        string[] candidates = name.Endpoint is null ? [DefaultEndpoint, .. name.Schemes] : [name.Endpoint];
        return candidates.Select(service.GetSection).FirstOrDefault(section => section.Exists());
    }

    // One address, or a numbered list of them; one without a scheme is taken with the scheme that was asked for.
    private static IEnumerable<Uri> Addresses(IConfigurationSection section, ServiceName name)
    {
        var values = section.Value is { Length: > 0 } single ? [single] : section.GetChildren().Select(child => child.Value);
        foreach (var value in values)
        {
            var address = value?.Contains("://", StringComparison.Ordinal) == false ? $"{name.Schemes[0]}://{value}" : value;
            yield return Uri.TryCreate(address, UriKind.Absolute, out var uri)
                ? uri
                : throw new InvalidOperationException($"'{value}' under {section.Path} is not the address of an endpoint.");
        }
    }

    // Only the best scheme that is there: https+http takes http endpoints only when there is none on https.
    private static Uri[] Fitting(ServiceName name, IEnumerable<Uri> addresses)
    {
        var byScheme = addresses.ToLookup(address => address.Scheme);
        var best = name.Schemes.FirstOrDefault(byScheme.Contains);
        return best is null ? [] : [.. byScheme[best]];
    }

    private static Uri AsItStands(Uri asked, ServiceName name)
    {
        var scheme = name.Schemes[0];
        return new UriBuilder(scheme, name.Host) { Port = asked.IsDefaultPort ? -1 : asked.Port }.Uri;
    }
}
