using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valerix.OrderApi.Migrations
{
    /// <inheritdoc />
    public partial class LogsWithoutForeignKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_order_events_orders",
                table: "order_events");

            migrationBuilder.DropPrimaryKey(
                name: "pk_order_events",
                table: "order_events");

            migrationBuilder.DropIndex(
                name: "ix_order_events_order_id_id",
                table: "order_events");

            migrationBuilder.AddPrimaryKey(
                name: "pk_order_events",
                table: "order_events",
                columns: new[] { "order_id", "id" });

            // What foreign keys with RESTRICT did, once for each statement.
            migrationBuilder.Sql(
                """
                CREATE FUNCTION refuse_to_orphan_history() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION '% on % refused: the timeline is about it', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END
                $$;

                CREATE TRIGGER orders_have_history BEFORE UPDATE OF id OR DELETE OR TRUNCATE ON orders
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_orphan_history();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER orders_have_history ON orders; DROP FUNCTION refuse_to_orphan_history();");

            migrationBuilder.DropPrimaryKey(
                name: "pk_order_events",
                table: "order_events");

            migrationBuilder.AddPrimaryKey(
                name: "pk_order_events",
                table: "order_events",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "ix_order_events_order_id_id",
                table: "order_events",
                columns: new[] { "order_id", "id" });

            migrationBuilder.AddForeignKey(
                name: "fk_order_events_orders",
                table: "order_events",
                column: "order_id",
                principalTable: "orders",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
