using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Valerix.OrderApi.Storage;

internal sealed class ReconciliationStateConfiguration : IEntityTypeConfiguration<ReconciliationState>
{
    public void Configure(EntityTypeBuilder<ReconciliationState> builder)
    {
        builder.ToTable("reconciliation", table => table.HasCheckConstraint("ck_reconciliation_id", "id = 1"));
        builder.HasKey(state => state.Id).HasName("pk_reconciliation");

        builder.Property(state => state.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(state => state.BeganAt).HasColumnName("began_at");
        builder.Property(state => state.LeaseUntil).HasColumnName("lease_until");
        builder.Property(state => state.LeaseToken).HasColumnName("lease_token");
        builder.Property(state => state.FollowedAt).HasColumnName("followed_at");
        builder.Property(state => state.FollowedId).HasColumnName("followed_id");
        builder.Property(state => state.SweptId).HasColumnName("swept_id");
        builder.Property(state => state.Report).HasColumnName("report").HasColumnType("jsonb");
    }
}
