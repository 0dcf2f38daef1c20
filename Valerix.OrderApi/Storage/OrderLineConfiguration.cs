using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Storage;

internal sealed class OrderLineConfiguration : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.ToTable("order_lines", table =>
        {
            table.HasCheckConstraint("ck_order_lines_quantity", "quantity > 0");
            table.HasCheckConstraint("ck_order_lines_unit_price", "unit_price >= 0");
        });
        builder.HasKey(line => new { line.OrderId, line.Sku }).HasName("pk_order_lines");
        builder.Property(line => line.OrderId).HasColumnName("order_id");
        builder.Property(line => line.Sku).HasColumnName("sku").HasMaxLength(OrderLimits.SkuLength);
        builder.Property(line => line.Quantity).HasColumnName("quantity");
        builder.Property(line => line.UnitPrice).HasColumnName("unit_price").HasPrecision(18, 2);
    }
}
