using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting;

/// <summary>The AppHost's user secrets file: what <c>dotnet user-secrets</c> shows.</summary>
internal sealed class UserSecrets(Assembly? appHost)
{
    // Several applications of one process share the file.
    private static readonly Lock FileLock = new();
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private readonly string? _path = appHost?.GetCustomAttribute<UserSecretsIdAttribute>() is { } id
        ? PathHelper.GetSecretsPathFromSecretsId(id.UserSecretsId)
        : null;

    /// <summary>Keeps a value. A value that is there already, because another process was faster, wins.</summary>
    public string GetOrAdd(string key, string value)
    {
        if (_path is null)
            return value;

        lock (FileLock)
        {
            var secrets = new ConfigurationBuilder().AddJsonFile(_path, optional: true).Build()
                .AsEnumerable().Where(pair => pair.Value is not null)
                .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
            if (secrets.TryGetValue(key, out var kept))
                return kept!;

            secrets[key] = value;
            Write(secrets);
            return value;
        }
    }

    private void Write(Dictionary<string, string?> secrets)
    {
        var json = new JsonObject(secrets.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        var directory = Path.GetDirectoryName(_path)!;
        Directory.CreateDirectory(directory);

        // Moved into place, so that nobody ever reads half a file; the owner alone may read it.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var draft = Path.Combine(directory, Path.GetRandomFileName());
        using (var writer = new StreamWriter(draft, Encoding.UTF8, options))
            writer.Write(json.ToJsonString(Readable));
        File.Move(draft, _path!, overwrite: true);
    }
}

/// <summary>A default that is made up once and then kept in the user secrets.</summary>
internal sealed class UserSecretsParameterDefault(UserSecrets secrets, string parameterName, ParameterDefault inner) : ParameterDefault
{
    public override string GetDefaultValue() => secrets.GetOrAdd($"Parameters:{parameterName}", inner.GetDefaultValue());
}
