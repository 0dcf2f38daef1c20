using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valerix.InventoryApi.Migrations
{
    /// <inheritdoc />
    public partial class WithoutForeignKeysToProducts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_movements_products",
                table: "movements");

            migrationBuilder.DropForeignKey(
                name: "fk_reservation_lines_products",
                table: "reservation_lines");

            migrationBuilder.DropPrimaryKey(
                name: "pk_movements",
                table: "movements");

            migrationBuilder.DropIndex(
                name: "ix_movements_sku_id",
                table: "movements");

            migrationBuilder.AddPrimaryKey(
                name: "pk_movements",
                table: "movements",
                columns: new[] { "sku", "id" });

            // What foreign keys with RESTRICT did, once for each statement.
            migrationBuilder.Sql(
                """
                CREATE FUNCTION refuse_to_orphan_history() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION '% on % refused: the ledger is about it', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END
                $$;

                CREATE TRIGGER products_have_history BEFORE UPDATE OF sku OR DELETE OR TRUNCATE ON products
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_orphan_history();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER products_have_history ON products; DROP FUNCTION refuse_to_orphan_history();");

            migrationBuilder.DropPrimaryKey(
                name: "pk_movements",
                table: "movements");

            migrationBuilder.AddPrimaryKey(
                name: "pk_movements",
                table: "movements",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_movements_sku_id",
                table: "movements",
                columns: new[] { "sku", "id" });

            migrationBuilder.AddForeignKey(
                name: "fk_movements_products",
                table: "movements",
                column: "sku",
                principalTable: "products",
                principalColumn: "sku",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_reservation_lines_products",
                table: "reservation_lines",
                column: "sku",
                principalTable: "products",
                principalColumn: "sku",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
