using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valerix.InventoryApi.Domain;

namespace Valerix.InventoryApi.Storage;

internal sealed class ReservationConfiguration : IEntityTypeConfiguration<Reservation>, IEntityTypeConfiguration<ReservationLine>
{
    private const int MaxStateLength = 16;

    /// <summary>Only the table has it; in the code a line is part of its reservation.</summary>
    private const string LineOrderId = "OrderId";

    public void Configure(EntityTypeBuilder<Reservation> builder)
    {
        builder.ToTable("reservations", table =>
        {
            table.HasCheckConstraint("ck_reservations_state", "state IN ('Reserved', 'Committed', 'Released', 'Lapsed')");
            table.HasCheckConstraint("ck_reservations_expires_at", "expires_at IS NULL OR state = 'Reserved'");
        });
        builder.HasKey(reservation => reservation.OrderId).HasName("pk_reservations");
        builder.HasMany(reservation => reservation.Lines).WithOne().HasForeignKey(LineOrderId)
            .HasConstraintName("fk_reservation_lines_reservations").OnDelete(DeleteBehavior.Restrict);

        // The holds that will lapse; closing one clears the column, so the index holds open ones only.
        builder.HasIndex(reservation => reservation.ExpiresAt).HasDatabaseName("ix_reservations_expires_at")
            .HasFilter("expires_at IS NOT NULL");

        builder.Property(reservation => reservation.OrderId).HasColumnName("order_id").ValueGeneratedNever();
        builder.Property(reservation => reservation.State).HasColumnName("state").HasConversion<string>().HasMaxLength(MaxStateLength);
        builder.Property(reservation => reservation.ExpiresAt).HasColumnName("expires_at");
        builder.Property(reservation => reservation.CreatedAt).HasColumnName("created_at");
        builder.Property(reservation => reservation.UpdatedAt).HasColumnName("updated_at");
    }

    public void Configure(EntityTypeBuilder<ReservationLine> builder)
    {
        builder.ToTable("reservation_lines", table => table.HasCheckConstraint("ck_reservation_lines_quantity", "quantity > 0"));
        builder.Property<Guid>(LineOrderId).HasColumnName("order_id");
        // No foreign key to the products, for the reasons that the ledger has none.
        builder.HasKey(LineOrderId, nameof(ReservationLine.Sku)).HasName("pk_reservation_lines");

        builder.Property(line => line.Sku).HasColumnName("sku").HasMaxLength(Sku.MaxLength).UseCollation(ProductConfiguration.SkuCollation);
        builder.Property(line => line.Quantity).HasColumnName("quantity");
        builder.Property(line => line.UnitPrice).HasColumnName("unit_price").HasPrecision(12, 2);
    }
}
