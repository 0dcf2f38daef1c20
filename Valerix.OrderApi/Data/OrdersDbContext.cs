using Microsoft.EntityFrameworkCore;
using Valerix.OrderApi.Orders;

namespace Valerix.OrderApi.Data;

/// <summary>The schema and its migrations, and the ordinary queries; what is hot goes through <see cref="OrderStore"/>.</summary>
internal sealed class OrdersDbContext(DbContextOptions<OrdersDbContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderEvent> Events => Set<OrderEvent>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(OrdersDbContext).Assembly);
}
