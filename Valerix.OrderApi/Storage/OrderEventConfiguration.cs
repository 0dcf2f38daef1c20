using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Storage;

/// <summary>The timelines, append-only.</summary>
/// <remarks>
/// They have no foreign key: its check is a query and a row lock for each entry, and the statement that writes an entry reads the order
/// anyway. That no order disappears is a trigger.
/// </remarks>
internal sealed class OrderEventConfiguration : IEntityTypeConfiguration<OrderEvent>
{
    public void Configure(EntityTypeBuilder<OrderEvent> builder)
    {
        builder.ToTable("order_events");
        builder.HasKey(entry => new { entry.OrderId, entry.Id }).HasName("pk_order_events");
        // All timelines in one order, for the integration events.
        builder.HasIndex(entry => entry.Id).HasDatabaseName("ix_order_events_id");
        builder.Property(entry => entry.Id).HasColumnName("id").UseIdentityAlwaysColumn();
        builder.Property(entry => entry.OrderId).HasColumnName("order_id");
        builder.Property(entry => entry.Type).HasColumnName("type");
        builder.Property(entry => entry.At).HasColumnName("at");
        builder.Property(entry => entry.Detail).HasColumnName("detail");
    }
}
