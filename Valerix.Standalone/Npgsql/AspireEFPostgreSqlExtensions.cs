using System.Diagnostics.CodeAnalysis;
using Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers database contexts on PostgreSQL.</summary>
public static class AspireEFPostgreSqlExtensions
{
    private const string Section = "Aspire:Npgsql:EntityFrameworkCore:PostgreSQL";

    private const DynamicallyAccessedMemberTypes RequiredByEF =
        DynamicallyAccessedMemberTypes.PublicConstructors
        | DynamicallyAccessedMemberTypes.NonPublicConstructors
        | DynamicallyAccessedMemberTypes.PublicProperties;

    /// <summary>
    /// Registers a pooled context on the connection string of that name, with retries, a health check named after
    /// the context's type, traces and metrics.
    /// </summary>
    /// <exception cref="InvalidOperationException">In Development: the context is registered already.</exception>
    public static void AddNpgsqlDbContext<[DynamicallyAccessedMembers(RequiredByEF)] TContext>(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configureSettings = null,
        Action<DbContextOptionsBuilder>? configureDbContextOptions = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        if (builder.Environment.IsDevelopment() && IsRegistered<TContext>(builder.Services))
            throw new InvalidOperationException($"The context {typeof(TContext).Name} is registered twice.");

        var settings = ReadSettings(builder.Configuration, connectionName, typeof(TContext).Name);
        configureSettings?.Invoke(settings);

        builder.Services.AddDbContextPool<TContext>(options =>
        {
            UsePostgres(options, settings, connectionName);
            configureDbContextOptions?.Invoke(options);
        });
        AddHealthCheck<TContext>(builder, settings);
        AddTelemetry(builder.Services, settings);
    }

    private static bool IsRegistered<TContext>(IServiceCollection services)
        where TContext : DbContext
        => services.Any(service => service.ServiceType == typeof(DbContextOptions<TContext>));

    // From the general to the particular; what is named under ConnectionStrings comes last.
    private static NpgsqlEntityFrameworkCorePostgreSQLSettings ReadSettings(
        IConfiguration configuration, string connectionName, string contextName)
    {
        var section = configuration.GetSection(Section);
        var settings = new NpgsqlEntityFrameworkCorePostgreSQLSettings();
        section.Bind(settings);
        section.GetSection(connectionName).Bind(settings);
        section.GetSection(contextName).Bind(settings);
        settings.ConnectionString = configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        return settings;
    }

    private static void UsePostgres(
        DbContextOptionsBuilder options, NpgsqlEntityFrameworkCorePostgreSQLSettings settings, string connectionName)
    {
        // Said here and not at registration: by now there is a logger that can report it.
        if (string.IsNullOrWhiteSpace(settings.ConnectionString) && !EF.IsDesignTime)
            throw new InvalidOperationException(
                $"There is no connection string: neither ConnectionStrings:{connectionName} nor {Section}:ConnectionString is set.");

        options.UseNpgsql(settings.ConnectionString, npgsql =>
        {
            if (!settings.DisableRetry)
                npgsql.EnableRetryOnFailure();
            if (settings.CommandTimeout is { } seconds)
                npgsql.CommandTimeout(seconds);
        });
    }

    private static void AddHealthCheck<[DynamicallyAccessedMembers(RequiredByEF)] TContext>(
        IHostApplicationBuilder builder, NpgsqlEntityFrameworkCorePostgreSQLSettings settings)
        where TContext : DbContext
    {
        if (settings.DisableHealthChecks)
            return;

        if (builder.Properties.TryAdd($"Aspire.HealthChecks.{typeof(TContext).Name}", true))
            builder.Services.AddHealthChecks().AddDbContextCheck<TContext>();
    }

    private static void AddTelemetry(IServiceCollection services, NpgsqlEntityFrameworkCorePostgreSQLSettings settings)
    {
        if (!settings.DisableTracing)
            services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource("Npgsql"));
        if (!settings.DisableMetrics)
            services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter("Npgsql"));
    }
}
