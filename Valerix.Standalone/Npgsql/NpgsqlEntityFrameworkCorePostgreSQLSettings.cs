namespace Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;

/// <summary>How a database context reaches PostgreSQL, and what comes with it.</summary>
public class NpgsqlEntityFrameworkCorePostgreSQLSettings
{
    /// <summary>The connection string; the one in <c>ConnectionStrings</c> wins over the settings' section.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Whether the retrying execution strategy is left out.</summary>
    public bool DisableRetry { get; set; }

    /// <summary>Whether the health check is left out.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Whether traces are left out.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>Whether metrics are left out.</summary>
    public bool DisableMetrics { get; set; }

    /// <summary>How long a command may take, in seconds.</summary>
    public int? CommandTimeout { get; set; }
}
