using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Valerix.OrderApi.Latency;

internal sealed class LatencyStateConfiguration : IEntityTypeConfiguration<LatencyState>, IEntityTypeConfiguration<RedMinute>
{
    public void Configure(EntityTypeBuilder<LatencyState> builder)
    {
        builder.ToTable("latency_status", table =>
        {
            table.HasCheckConstraint("ck_latency_status_id", "id = 1");
            table.HasCheckConstraint("ck_latency_status_status", "status IN ('Green', 'Red')");
        });
        builder.HasKey(state => state.Id).HasName("pk_latency_status");

        builder.Property(state => state.Id).HasColumnName("id").ValueGeneratedNever();
        builder.Property(state => state.Status).HasColumnName("status").HasConversion<string>();
        builder.Property(state => state.ChangedAt).HasColumnName("changed_at");
    }

    public void Configure(EntityTypeBuilder<RedMinute> builder)
    {
        builder.ToTable("latency_red_minutes");
        builder.HasKey(minute => minute.Minute).HasName("pk_latency_red_minutes");
        builder.Property(minute => minute.Minute).HasColumnName("minute").ValueGeneratedNever();
    }
}
