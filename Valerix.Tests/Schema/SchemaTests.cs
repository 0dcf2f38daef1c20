using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Valerix.InventoryApi.Storage;
using Valerix.OrderApi.Storage;
using Valerix.Tests.Running;

namespace Valerix.Tests.Schema;

/// <summary><c>docs/schema</c> is what the migrations make, and the migrations make what the model says.</summary>
public sealed class SchemaTests
{
    /// <summary>Set to 1, the tests write the files instead of comparing them.</summary>
    private const string WriteVariable = "VALERIX_WRITE_SCHEMA";

    [Fact]
    public async Task The_orders_schema_is_readable_and_true()
    {
        await using var context = new OrdersDbContext(Options<OrdersDbContext>());
        await ShouldBeWrittenDownAsync(context, "orders.sql");
    }

    [Fact]
    public async Task The_inventory_schema_is_readable_and_true()
    {
        await using var context = new InventoryDbContext(Options<InventoryDbContext>());
        await ShouldBeWrittenDownAsync(context, "inventory.sql");
    }

    private static async Task ShouldBeWrittenDownAsync(DbContext context, string fileName)
    {
        context.Database.HasPendingModelChanges().ShouldBeFalse("the model has changed: add a migration");

        var ddl = context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions).ReplaceLineEndings("\n").Trim() + "\n";
        var file = Path.Combine(Repository.Root, "docs", "schema", fileName);
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, ddl);
        }

        (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n").ShouldBe(ddl, $"run 'dotnet test Valerix.Tests --filter SchemaTests' with {WriteVariable}=1");
    }

    // A script needs the provider, not a server.
    private static DbContextOptions<T> Options<T>() where T : DbContext => new DbContextOptionsBuilder<T>().UseNpgsql().Options;
}
