using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Valerix.InventoryApi.Storage;

/// <summary>Makes the context for <c>dotnet ef</c>, which needs the model and the provider, and neither a server nor a connection string.</summary>
internal sealed class InventoryDbContextFactory : IDesignTimeDbContextFactory<InventoryDbContext>
{
    public InventoryDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<InventoryDbContext>().UseNpgsql().Options);
}
