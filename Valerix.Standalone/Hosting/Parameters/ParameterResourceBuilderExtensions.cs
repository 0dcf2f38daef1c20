using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Adds parameters: values from outside.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>A value from the configuration, <c>Parameters:name</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false)
        => builder.Add(CreateParameter(builder, name, secret));

    /// <summary>A given value.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false)
        => builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    /// <summary>A value that is asked for once.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
        => publishValueAsDefault && secret
            ? throw new ArgumentException("A secret cannot be published as a default.", nameof(secret))
            : builder.Add(new ParameterResource(name, _ => valueGetter(), secret));

    /// <summary>A value from the configuration, <c>Parameters:name</c>, or a default.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the model.</param>
    /// <param name="value">The default.</param>
    /// <param name="secret">Not to be shown to everybody.</param>
    /// <param name="persist">Keep the default in the AppHost's user secrets, so that it is the same the next time.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        var parameter = CreateParameter(builder, name, secret);
        parameter.Default = persist ? Persisted(builder, name, value) : value;
        return builder.Add(parameter);
    }

    /// <summary>A connection string from the configuration, <c>ConnectionStrings:name</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the model.</param>
    /// <param name="environmentVariableName">The variable it goes to; <c>ConnectionStrings__name</c> when absent.</param>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
        => builder.Add(new ConnectionStringParameterResource(
            name,
            () => builder.Configuration.GetConnectionString(name)
                ?? throw new MissingParameterValueException($"The connection string '{name}' is missing: set ConnectionStrings:{name}."),
            environmentVariableName));

    /// <summary>A secret that is made up once and kept, unless <c>Parameters:name</c> is configured. It is not added to the model.</summary>
    public static ParameterResource CreateDefaultPasswordParameter(
        IDistributedApplicationBuilder builder,
        string name,
        bool lower = true,
        bool upper = true,
        bool numeric = true,
        bool special = true,
        int minLower = 0,
        int minUpper = 0,
        int minNumeric = 0,
        int minSpecial = 0)
    {
        var parameter = CreateParameter(builder, name, secret: true);
        parameter.Default = Persisted(builder, name, new GenerateParameterDefault
        {
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        });
        return parameter;
    }

    private static ParameterResource CreateParameter(IDistributedApplicationBuilder builder, string name, bool secret)
        => new(
            name,
            fallback => builder.Configuration[$"Parameters:{name}"]
                ?? fallback?.GetDefaultValue()
                ?? throw new MissingParameterValueException($"The parameter '{name}' has no value: set Parameters:{name}."),
            secret);

    private static ParameterDefault Persisted(IDistributedApplicationBuilder builder, string name, ParameterDefault value)
        => builder.ExecutionContext.IsRunMode ? new UserSecretsParameterDefault(new UserSecrets(builder.AppHostAssembly), name, value) : value;

    private static IResourceBuilder<T> Add<T>(this IDistributedApplicationBuilder builder, T parameter)
        where T : ParameterResource
        => builder.AddResource(parameter).WithInitialState(new CustomResourceSnapshot
        {
            ResourceType = "Parameter",
            Properties = [],
            State = KnownResourceStates.Waiting,
        });
}
