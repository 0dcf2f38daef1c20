using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Works out the environment and command line of one instance.</summary>
internal sealed class InstanceValues(IResource resource, string instanceId, IReadOnlyDictionary<string, int> targetPorts)
{
    /// <summary>Each replica puts its own id here.</summary>
    public const string IdPlaceholder = "%{instance.id}";

    /// <summary>Each replica puts its own port here.</summary>
    public static string PortPlaceholder(EndpointAnnotation endpoint) => $"%{{{endpoint.Name}.targetPort}}";

    public async Task<Dictionary<string, string>> GetEnvironmentAsync(
        DistributedApplicationExecutionContext execution, ILogger logger, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(execution, resource, cancellationToken: cancellationToken) { Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(context);

        var environment = new Dictionary<string, string>();
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            if (await ResolveAsync(value, execution, cancellationToken) is { } text)
                environment[name] = text;
        }

        return environment;
    }

    public async Task<List<string>> GetArgumentsAsync(
        DistributedApplicationExecutionContext execution, ILogger logger, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = execution, Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            await annotation.Callback(context);

        var arguments = new List<string>();
        foreach (var value in context.Args)
        {
            if (await ResolveAsync(value, execution, cancellationToken) is { } text)
                arguments.Add(text);
        }

        return arguments;
    }

    private async Task<string?> ResolveAsync(object value, DistributedApplicationExecutionContext execution, CancellationToken cancellationToken)
    {
        var text = value switch
        {
            string literal => literal,
            IValueProvider provider => await provider.GetValueAsync(
                new ValueProviderContext { ExecutionContext = execution, Caller = resource }, cancellationToken),
            IResourceBuilder<IResource> { Resource: IValueProvider provider } => await provider.GetValueAsync(cancellationToken),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        if (text is null || !text.Contains("%{", StringComparison.Ordinal))
            return text;

        text = text.Replace(IdPlaceholder, instanceId, StringComparison.Ordinal);
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            text = text.Replace(PortPlaceholder(endpoint), targetPorts[endpoint.Name].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return text;
    }
}
