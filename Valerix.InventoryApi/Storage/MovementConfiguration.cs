using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valerix.InventoryApi.Domain;
using Valerix.ServiceDefaults.Http;

namespace Valerix.InventoryApi.Storage;

/// <summary>The ledger. That it is append-only is a trigger, which the first migration creates.</summary>
/// <remarks>
/// It has no foreign key: its check is a query and a row lock for each entry, and the statement that writes an entry holds the product's lock and moves
/// its stock in the same statement. That no product disappears, or is renamed, is a trigger too.
/// </remarks>
internal sealed class MovementConfiguration : IEntityTypeConfiguration<Movement>
{
    private const int MaxKindLength = 16;

    public void Configure(EntityTypeBuilder<Movement> builder)
    {
        builder.ToTable("movements", table =>
        {
            table.HasCheckConstraint("ck_movements_kind", "kind IN ('Stock', 'Reserve', 'Commit', 'Release', 'Lapse')");
            table.HasCheckConstraint("ck_movements_order_id", "(order_id IS NULL) = (kind = 'Stock')");
            table.HasCheckConstraint("ck_movements_stock", "kind <> 'Stock' OR (on_hand_delta <> 0 AND reserved_delta = 0 AND idempotency_key IS NOT NULL AND reason IS NOT NULL)");
            table.HasCheckConstraint("ck_movements_reserve", "kind <> 'Reserve' OR (on_hand_delta = 0 AND reserved_delta > 0)");
            table.HasCheckConstraint("ck_movements_commit", "kind <> 'Commit' OR (on_hand_delta < 0 AND reserved_delta = on_hand_delta)");
            table.HasCheckConstraint("ck_movements_let_go", "kind NOT IN ('Release', 'Lapse') OR (on_hand_delta = 0 AND reserved_delta < 0)");
        });

        // A product's history, and the sums over it.
        builder.HasKey(movement => new { movement.Sku, movement.Id }).HasName("pk_movements");
        // An order holds a sku once, and its hold ends once: no double deduction, whatever the code believes.
        builder.HasIndex(movement => new { movement.OrderId, movement.Sku }, "ux_movements_reserve")
            .IsUnique().HasFilter("kind = 'Reserve'");
        builder.HasIndex(movement => new { movement.OrderId, movement.Sku }, "ux_movements_close")
            .IsUnique().HasFilter("kind IN ('Commit', 'Release', 'Lapse')");
        builder.HasIndex(movement => movement.IdempotencyKey).HasDatabaseName("ux_movements_idempotency_key")
            .IsUnique().HasFilter("idempotency_key IS NOT NULL");

        builder.Property(movement => movement.Id).HasColumnName("id").UseIdentityAlwaysColumn();
        builder.Property(movement => movement.Sku).HasColumnName("sku").HasMaxLength(Sku.MaxLength).UseCollation(ProductConfiguration.SkuCollation);
        builder.Property(movement => movement.Kind).HasColumnName("kind").HasConversion<string>().HasMaxLength(MaxKindLength);
        builder.Property(movement => movement.OnHandDelta).HasColumnName("on_hand_delta");
        builder.Property(movement => movement.ReservedDelta).HasColumnName("reserved_delta");
        builder.Property(movement => movement.OrderId).HasColumnName("order_id");
        builder.Property(movement => movement.IdempotencyKey).HasColumnName("idempotency_key").HasMaxLength(IdempotencyKey.MaxLength);
        builder.Property(movement => movement.Reason).HasColumnName("reason").HasMaxLength(Movement.MaxReasonLength);
        builder.Property(movement => movement.At).HasColumnName("at");
    }
}
