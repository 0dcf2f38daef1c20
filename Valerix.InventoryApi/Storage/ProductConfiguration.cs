using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valerix.InventoryApi.Domain;

namespace Valerix.InventoryApi.Storage;

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    /// <summary>Skus are compared and sorted byte by byte, so the order of locking is the same in every database.</summary>
    public const string SkuCollation = "C";

    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("products", table =>
        {
            // No oversell, whatever the code believes.
            table.HasCheckConstraint("ck_products_stock", "0 <= reserved AND reserved <= on_hand");
            table.HasCheckConstraint("ck_products_unit_price", "unit_price >= 0");
        });
        // Room on the page for the next version of a row: a hot product is updated in place.
        builder.HasStorageParameter("fillfactor", 50);
        builder.HasKey(product => product.Sku).HasName("pk_products");

        builder.Property(product => product.Sku).HasColumnName("sku").HasMaxLength(Sku.MaxLength).UseCollation(SkuCollation);
        builder.Property(product => product.Name).HasColumnName("name").HasMaxLength(Product.MaxNameLength);
        builder.Property(product => product.UnitPrice).HasColumnName("unit_price").HasPrecision(12, 2);
        builder.Property(product => product.OnHand).HasColumnName("on_hand").HasDefaultValue(0L);
        builder.Property(product => product.Reserved).HasColumnName("reserved").HasDefaultValue(0L);
        builder.Property(product => product.CreatedAt).HasColumnName("created_at").HasDefaultValueSql("now()");
        builder.Property(product => product.MovedAt).HasColumnName("moved_at").HasDefaultValueSql("now()");
        builder.Ignore(product => product.Available);
    }
}
