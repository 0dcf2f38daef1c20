using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Valerix.ServiceDefaults.Gremlin;

/// <summary>Whether there may be a gremlin at all: Inventory's routes and Web's lab exist where this says yes.</summary>
public static class GremlinAllowed
{
    private const string AllowedKey = "Gremlin:Allowed";

    /// <summary>By default in Development only.</summary>
    public static bool In(IConfiguration configuration, IHostEnvironment environment) =>
        configuration.GetValue(AllowedKey, defaultValue: environment.IsDevelopment());
}
