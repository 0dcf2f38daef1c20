namespace Valerix.AppHost.Postgres;

/// <summary>Where the databases come from.</summary>
internal enum PostgresSource
{
    /// <summary>A container for each.</summary>
    Container,

    /// <summary>Local processes of an installed PostgreSQL.</summary>
    Local,

    /// <summary>Local processes of a PostgreSQL that is fetched once.</summary>
    Download,
}
