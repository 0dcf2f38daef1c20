using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Valerix.InventoryApi.Domain;

namespace Valerix.InventoryApi.Storage;

/// <summary>The schema, and the ordinary queries. What is hot or takes locks is written in SQL, next to where it is used.</summary>
internal sealed class InventoryDbContext(DbContextOptions<InventoryDbContext> options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<Movement> Movements => Set<Movement>();

    public DbSet<Reservation> Reservations => Set<Reservation>();

    // Every index is written for on the hot path, so each is declared by hand.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(InventoryDbContext).Assembly);
}
