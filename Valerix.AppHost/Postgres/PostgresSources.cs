namespace Valerix.AppHost.Postgres;

/// <summary>Decides where the databases come from.</summary>
internal static class PostgresSources
{
    /// <summary>The setting that decides.</summary>
    public const string Setting = "Postgres:Source";

    /// <summary>The source that <paramref name="setting"/> asks for; without a setting, the first that this machine has.</summary>
    /// <param name="setting">The value of <see cref="Setting"/>.</param>
    /// <param name="runtimeAnswers">Asked only when it matters: the answer takes seconds where an engine hangs.</param>
    /// <param name="isInstalled">Asked only when it matters: it starts each PostgreSQL that is found.</param>
    /// <exception cref="DistributedApplicationException">The value is none of those known, or this machine lacks what it asks for.</exception>
    public static PostgresSource Choose(string? setting, Func<bool> runtimeAnswers, Func<bool> isInstalled) => setting?.ToUpperInvariant() switch
    {
        null or "" or "AUTO" => runtimeAnswers() ? PostgresSource.Container : isInstalled() ? PostgresSource.Local : PostgresSource.Download,
        "CONTAINER" => runtimeAnswers() ? PostgresSource.Container : throw new DistributedApplicationException(
            $"The setting {Setting} is 'container', but neither docker nor podman answers: start one of them, or set it to auto, local or download."),
        "LOCAL" => isInstalled() ? PostgresSource.Local : throw new DistributedApplicationException(
            $"The setting {Setting} is 'local', but PostgreSQL {PostgresBinaries.OldestMajor} or newer is not installed: install it "
            + "(on Debian: apt-get install postgresql), name the folder of 'postgres' in the setting Postgres:Binaries, "
            + $"or set {Setting} to auto, container or download."),
        "DOWNLOAD" => PostgresSource.Download,
        _ => throw new DistributedApplicationException($"The setting {Setting} is '{setting}': it must be auto, container, local or download."),
    };
}
