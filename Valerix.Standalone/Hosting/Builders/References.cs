using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Tells the resource how to reach another one: <c>ConnectionStrings__name</c>, and its parts as <c>NAME_PART</c>.</summary>
    /// <param name="builder">The resource that is told.</param>
    /// <param name="source">The other one.</param>
    /// <param name="connectionName">What to call it; its own name when absent.</param>
    /// <param name="optional">Whether the connection string may be missing.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        var resource = source.Resource;
        connectionName ??= resource.Name;
        return builder
            .WithReferenceRelationship(resource)
            .WithEnvironment(context =>
            {
                var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName}";
                context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional);
                foreach (var (part, value) in resource.GetConnectionProperties())
                    context.EnvironmentVariables[$"{VariableName(connectionName)}_{part.ToUpperInvariant()}"] = value;
            });
    }

    /// <summary>Tells the resource where another one is: <c>services__name__http__0</c> and <c>NAME_HTTP</c> for each endpoint.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
        => builder
            .WithReferenceRelationship(source.Resource)
            .WithEnvironment(context =>
            {
                foreach (var endpoint in source.Resource.GetEndpoints())
                    AddEndpoint(context, endpoint);
            });

    /// <summary>Tells the resource where one endpoint of another one is.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
        => builder
            .WithReferenceRelationship(endpointReference.Resource)
            .WithEnvironment(context => AddEndpoint(context, endpointReference));

    /// <summary>Belongs to another resource when shown.</summary>
    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> parent)
        where T : IResource
        => builder.WithAnnotation(new ResourceRelationshipAnnotation(parent.Resource, "Parent"));

    /// <summary>Refers to another resource when shown.</summary>
    public static IResourceBuilder<T> WithReferenceRelationship<T>(this IResourceBuilder<T> builder, IResource resource)
        where T : IResource
        => builder.WithAnnotation(new ResourceRelationshipAnnotation(resource, "Reference"));

    private static void AddEndpoint(EnvironmentCallbackContext context, EndpointReference endpoint)
    {
        var service = endpoint.Resource.Name;
        context.EnvironmentVariables[$"{VariableName(service)}_{VariableName(endpoint.EndpointName)}"] = endpoint;

        // An endpoint named http may have been made https; clients look for the scheme then.
        var key = endpoint.EndpointName is "http" or "https" ? endpoint.Scheme : endpoint.EndpointName;
        var index = 0;
        while (context.EnvironmentVariables.ContainsKey($"services__{service}__{key}__{index}"))
            index++;
        context.EnvironmentVariables[$"services__{service}__{key}__{index}"] = endpoint;
    }

    private static string VariableName(string name)
        => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
}
