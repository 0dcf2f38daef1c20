using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valerix.OrderApi.Orders;

namespace Valerix.OrderApi.Data;

internal sealed class OrderEventConfiguration : IEntityTypeConfiguration<OrderEvent>
{
    public void Configure(EntityTypeBuilder<OrderEvent> builder)
    {
        builder.ToTable("order_events");
        builder.HasKey(entry => entry.Id).HasName("pk_order_events");
        builder.Property(entry => entry.Id).HasColumnName("id").UseIdentityAlwaysColumn();
        builder.Property(entry => entry.OrderId).HasColumnName("order_id");
        builder.Property(entry => entry.Type).HasColumnName("type");
        builder.Property(entry => entry.At).HasColumnName("at");
        builder.Property(entry => entry.Detail).HasColumnName("detail");

        builder.HasOne<Order>().WithMany().HasForeignKey(entry => entry.OrderId)
            .HasConstraintName("fk_order_events_orders").OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(entry => new { entry.OrderId, entry.Id }).HasDatabaseName("ix_order_events_order_id_id");
    }
}
