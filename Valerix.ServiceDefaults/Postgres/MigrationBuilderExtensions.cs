using Microsoft.EntityFrameworkCore.Migrations;

namespace Valerix.ServiceDefaults.Postgres;

/// <summary>Operations that migrations need and EF Core does not have.</summary>
public static class MigrationBuilderExtensions
{
    /// <summary>
    /// Well below the three seconds in which the version before answers its shoppers, whose queries queue up behind a statement that waits for
    /// a table's lock.
    /// </summary>
    internal const string LockTimeout = "1s";

    /// <summary>Makes an index while the version before goes on writing the table.</summary>
    /// <remarks>
    /// PostgreSQL does that outside a transaction only, and a build that is interrupted leaves an invalid index behind. So this can be run again
    /// from any point: an invalid index is dropped first, and the migration fails (and is tried again) while another replica builds, because two
    /// builds on one table wait for each other. The build itself waits for old transactions as long as it takes: nobody queues up behind it.
    /// </remarks>
    /// <param name="migrationBuilder">The migration.</param>
    /// <param name="name">The index.</param>
    /// <param name="table">The table.</param>
    /// <param name="column">The one column.</param>
    public static void CreateIndexConcurrently(this MigrationBuilder migrationBuilder, string name, string table, string column)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql(
            $"""
            DO $$
            BEGIN
                IF EXISTS (SELECT FROM pg_stat_progress_create_index WHERE datname = current_database() AND relid = '{table}'::regclass) THEN
                    RAISE EXCEPTION 'another replica is making an index on {table}' USING ERRCODE = 'lock_not_available';
                END IF;
                IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('{name}') AND NOT indisvalid) THEN
                    DROP INDEX {name};
                END IF;
                IF NOT EXISTS (SELECT FROM {table}) THEN
                    CREATE INDEX IF NOT EXISTS {name} ON {table} ({column});
                END IF;
                PERFORM set_config('lock_timeout', '0', false);
            END
            $$;
            """);
        migrationBuilder.Sql($"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {table} ({column});", suppressTransaction: true);
        migrationBuilder.Sql(
            $"""
            DO $$
            BEGIN
                PERFORM set_config('lock_timeout', '{LockTimeout}', false);
                IF EXISTS (SELECT FROM pg_index WHERE indexrelid = '{name}'::regclass AND NOT indisvalid) THEN
                    RAISE EXCEPTION 'another replica is making {name}' USING ERRCODE = 'lock_not_available';
                END IF;
            END
            $$;
            """);
    }
}
