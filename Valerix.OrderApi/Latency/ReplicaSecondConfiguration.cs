using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Valerix.OrderApi.Latency;

internal sealed class ReplicaSecondConfiguration : IEntityTypeConfiguration<ReplicaSecond>
{
    public void Configure(EntityTypeBuilder<ReplicaSecond> builder)
    {
        builder.ToTable("latency_seconds", table => table.HasCheckConstraint("ck_latency_seconds_count", "count > 0"));
        builder.HasKey(row => new { row.Second, row.Replica }).HasName("pk_latency_seconds");

        builder.Property(row => row.Second).HasColumnName("second").ValueGeneratedNever();
        builder.Property(row => row.Replica).HasColumnName("replica").ValueGeneratedNever();
        builder.Property(row => row.Count).HasColumnName("count");
        builder.Property(row => row.SumMs).HasColumnName("sum_ms");
        builder.Property(row => row.Histogram).HasColumnName("histogram");
    }
}
