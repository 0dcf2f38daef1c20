using Microsoft.EntityFrameworkCore;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Storage;

/// <summary>The schema and its migrations, and the ordinary queries; what is hot goes through <see cref="OrderStore"/>.</summary>
internal sealed class OrdersDbContext(DbContextOptions<OrdersDbContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderEvent> Events => Set<OrderEvent>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(OrdersDbContext).Assembly);
}
