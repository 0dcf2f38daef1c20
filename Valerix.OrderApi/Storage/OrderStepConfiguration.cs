using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valerix.OrderApi.Domain;

namespace Valerix.OrderApi.Storage;

internal sealed class OrderStepConfiguration : IEntityTypeConfiguration<OrderStep>
{
    public void Configure(EntityTypeBuilder<OrderStep> builder)
    {
        builder.ToTable("order_steps", table =>
        {
            table.HasCheckConstraint("ck_order_steps_step", $"step IN ({string.Join(", ", Enum.GetNames<SagaStep>().Select(step => $"'{step}'"))})");
            table.HasCheckConstraint("ck_order_steps_attempts", "attempts >= 0");
        });
        // One at most for an order, by construction.
        builder.HasKey(step => step.OrderId).HasName("pk_order_steps");
        builder.Property(step => step.OrderId).HasColumnName("order_id").ValueGeneratedNever();
        builder.Property(step => step.Step).HasColumnName("step").HasConversion<string>();
        builder.Property(step => step.Attempts).HasColumnName("attempts");
        builder.Property(step => step.DueAt).HasColumnName("due_at");
        builder.Property(step => step.LeaseUntil).HasColumnName("lease_until");
        builder.Property(step => step.LeaseToken).HasColumnName("lease_token");
        builder.Property(step => step.Refusal).HasColumnName("refusal").HasColumnType("jsonb")
            .HasConversion(refusal => refusal!.ToJson(), json => Refusal.FromJson(json));
        builder.Property(step => step.Traceparent).HasColumnName("traceparent");
        builder.Property(step => step.CreatedAt).HasColumnName("created_at");

        builder.HasIndex(step => step.DueAt).HasDatabaseName("ix_order_steps_due_at");
    }
}
