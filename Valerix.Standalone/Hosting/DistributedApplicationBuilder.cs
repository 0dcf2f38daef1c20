using System.Reflection;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Describes an application.</summary>
public partial class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--operation"] = "AppHost:Operation",
        ["--publisher"] = "Publishing:Publisher",
    };

    private readonly HostApplicationBuilder _host;
    private readonly BuilderObserver? _observer = BuilderObserver.Current;

    /// <summary>A builder for this command line.</summary>
    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
    }

    /// <summary>A builder with these options.</summary>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new HostApplicationBuilderSettings { Args = options.Args, Configuration = new ConfigurationManager() };
        settings.Configuration.AddEnvironmentVariables("ASPIRE_");
        _observer?.Creating(options, settings);

        _host = new HostApplicationBuilder(settings);
        _host.Configuration.AddCommandLine(options.Args ?? [], Switches);
        AppHostAssembly = options.AssemblyName is { } name ? Assembly.Load(new AssemblyName(name)) : Assembly.GetEntryAssembly();
        AppHostDirectory = options.ProjectDirectory
            ?? AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(m => m.Key == "apphostprojectpath")?.Value
            ?? _host.Environment.ContentRootPath;
        ExecutionContext = new DistributedApplicationExecutionContext(ReadOperation(_host.Configuration));

        AddServices(options);
    }

    /// <inheritdoc />
    public ConfigurationManager Configuration => _host.Configuration;

    /// <inheritdoc />
    public string AppHostDirectory { get; }

    /// <inheritdoc />
    public Assembly? AppHostAssembly { get; }

    /// <inheritdoc />
    public IHostEnvironment Environment => _host.Environment;

    /// <inheritdoc />
    public IServiceCollection Services => _host.Services;

    /// <inheritdoc />
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    /// <inheritdoc />
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc />
    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <inheritdoc />
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (!ValidName().IsMatch(resource.Name))
        {
            throw new ArgumentException(
                $"'{resource.Name}' is no name for a resource: up to 64 ASCII letters, digits and single hyphens, beginning with a letter and not ending with a hyphen.",
                nameof(resource));
        }

        if (Resources.TryGetByName(resource.Name, out _))
            throw new DistributedApplicationException($"There is a resource '{resource.Name}' already.");

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc />
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource
        => new ResourceBuilder<T>(this, resource);

    /// <inheritdoc />
    public DistributedApplication Build()
    {
        _observer?.Building(this);
        foreach (var resource in Resources.Where(resource => resource is ProjectResource or ExecutableResource))
            LifecycleCommands.AddTo(resource);

        var application = new DistributedApplication(_host.Build());
        ExecutionContext.Services = application.Services;
        _observer?.Built(application);
        return application;
    }

    [GeneratedRegex("^(?=.{1,64}$)[A-Za-z]([A-Za-z0-9]|-(?=[A-Za-z0-9]))*$")]
    private static partial Regex ValidName();

    private static DistributedApplicationOperation ReadOperation(ConfigurationManager configuration)
        => configuration["AppHost:Operation"]?.ToUpperInvariant() switch
        {
            "RUN" => DistributedApplicationOperation.Run,
            "PUBLISH" => DistributedApplicationOperation.Publish,
            null => configuration["Publishing:Publisher"] is null ? DistributedApplicationOperation.Run : DistributedApplicationOperation.Publish,
            var other => throw new DistributedApplicationException($"'{other}' is no operation: run or publish."),
        };

    private void AddServices(DistributedApplicationOptions options)
    {
        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // A check that fails while a resource starts is no news; its result is in the resource's state.
        _host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.None);
        _host.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        _host.Logging.AddConfiguration(_host.Configuration.GetSection("Logging"));

        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(options);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(Eventing);
        Services.AddSingleton(_ => new DistributedApplicationModel(Resources));
        Services.AddSingleton<ResourceLoggerService>();
        Services.AddSingleton(services => new ResourceNotificationService(
            services.GetRequiredService<ILogger<ResourceNotificationService>>(), services));
        Services.AddSingleton(services => new ResourceCommandService(
            services.GetRequiredService<ResourceNotificationService>(), services.GetRequiredService<ResourceLoggerService>(), services));
        Services.Configure<ResourceNotificationServiceOptions>(o => o.DefaultWaitBehavior = options.DisableDashboard
            ? WaitBehavior.StopOnResourceUnavailable
            : WaitBehavior.WaitOnResourceUnavailable);
        Services.AddHealthChecks();
        Services.AddHttpClient();
        // Before the orchestrator, whose start waits for health.
        Services.AddHostedService<HealthMonitor>();
        Services.AddSingleton<Orchestrator>();
        Services.AddHostedService(services => services.GetRequiredService<Orchestrator>());
        Services.Configure<HostOptions>(o => o.ShutdownTimeout = Orchestrator.ShutdownTimeout);
    }
}
