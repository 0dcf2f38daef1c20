using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Valerix.InventoryApi.Gremlin;

internal sealed class GremlinStateConfiguration : IEntityTypeConfiguration<GremlinState>
{
    public void Configure(EntityTypeBuilder<GremlinState> builder)
    {
        builder.ToTable("gremlin", table => table.HasCheckConstraint("ck_gremlin_id", "id = 1"));
        builder.HasKey(state => state.Id).HasName("pk_gremlin");

        builder.Property(state => state.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(state => state.Plan).HasColumnName("plan").HasColumnType("jsonb");
        builder.Property(state => state.ConfiguredPlan).HasColumnName("configured_plan").HasColumnType("jsonb");
        builder.Property(state => state.CountedFrom).HasColumnName("counted_from");

        // A sequence counts for every replica, without a lock, and outlives them all.
        builder.Metadata.Model.AddSequence("gremlin_calls");
    }
}
