using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valerix.OrderApi.Domain;
using Valerix.ServiceDefaults.Http;

namespace Valerix.OrderApi.Storage;

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders", table =>
        {
            table.HasCheckConstraint("ck_orders_status", $"status IN ({Names(Enum.GetValues<OrderStatus>())})");
            table.HasCheckConstraint("ck_orders_refusal", $"(status = '{OrderStatus.Rejected}') = (refusal IS NOT NULL)");
            table.HasCheckConstraint("ck_orders_attention_from", $"(status = '{OrderStatus.NeedsAttention}') = (attention_from IS NOT NULL)");
            table.HasCheckConstraint("ck_orders_total", $"total IS NOT NULL OR status NOT IN ({Names(_priced)})");
        });
        builder.HasKey(order => order.Id).HasName("pk_orders");
        builder.Property(order => order.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(order => order.CustomerId).HasColumnName("customer_id").HasMaxLength(OrderLimits.CustomerIdLength);
        builder.Property(order => order.Status).HasColumnName("status").HasConversion<string>();
        builder.Property(order => order.Message).HasColumnName("message");
        builder.Property(order => order.Total).HasColumnName("total").HasPrecision(20, 2);
        builder.Property(order => order.Refusal).HasColumnName("refusal").HasColumnType("jsonb")
            .HasConversion(refusal => refusal!.ToJson(), json => Refusal.FromJson(json));
        builder.Property(order => order.AttentionFrom).HasColumnName("attention_from").HasConversion<string>();
        builder.Property(order => order.IdempotencyKey).HasColumnName("idempotency_key").HasMaxLength(IdempotencyKey.MaxLength);
        builder.Property(order => order.PayloadHash).HasColumnName("payload_hash");
        builder.Property(order => order.CreatedAt).HasColumnName("created_at");
        builder.Property(order => order.UpdatedAt).HasColumnName("updated_at");

        // No relation, so no foreign key to check for each step: it is written in the statement, or under the lock, that has just seen the order.
        builder.Ignore(order => order.Step);

        builder.HasMany(order => order.Lines).WithOne().HasForeignKey(line => line.OrderId)
            .HasConstraintName("fk_order_lines_orders").OnDelete(DeleteBehavior.Restrict);

        // One idempotency key, one order, for ever.
        builder.HasIndex(order => order.IdempotencyKey).IsUnique().HasDatabaseName("ux_orders_idempotency_key");
        builder.HasIndex(order => new { order.CustomerId, order.Id }).IsDescending(false, true).HasDatabaseName("ix_orders_customer_id_id");
        builder.HasIndex(order => new { order.Status, order.Id }).IsDescending(false, true).HasDatabaseName("ix_orders_status_id");
        builder.HasIndex(order => new { order.UpdatedAt, order.Id }).HasDatabaseName("ix_orders_updated_at_id");
    }

    /// <summary>The states that no order reaches without its prices.</summary>
    private static readonly OrderStatus[] _priced =
        [OrderStatus.Confirmed, OrderStatus.Shipping, OrderStatus.Shipped, OrderStatus.Delivered];

    private static string Names(IEnumerable<OrderStatus> statuses) => string.Join(", ", statuses.Select(status => $"'{status}'"));
}
