using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Valerix.InventoryApi.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "gremlin_calls");

            migrationBuilder.CreateTable(
                name: "gremlin",
                columns: table => new
                {
                    id = table.Column<short>(type: "smallint", nullable: false),
                    plan = table.Column<string>(type: "jsonb", nullable: false),
                    configured_plan = table.Column<string>(type: "jsonb", nullable: true),
                    counted_from = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gremlin", x => x.id);
                    table.CheckConstraint("ck_gremlin_id", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "movements",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    sku = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    on_hand_delta = table.Column<long>(type: "bigint", nullable: false),
                    reserved_delta = table.Column<long>(type: "bigint", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: true),
                    idempotency_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_movements", x => new { x.sku, x.id });
                    table.CheckConstraint("ck_movements_commit", "kind <> 'Commit' OR (on_hand_delta < 0 AND reserved_delta = on_hand_delta)");
                    table.CheckConstraint("ck_movements_kind", "kind IN ('Stock', 'Reserve', 'Commit', 'Release', 'Lapse')");
                    table.CheckConstraint("ck_movements_let_go", "kind NOT IN ('Release', 'Lapse') OR (on_hand_delta = 0 AND reserved_delta < 0)");
                    table.CheckConstraint("ck_movements_order_id", "(order_id IS NULL) = (kind = 'Stock')");
                    table.CheckConstraint("ck_movements_reserve", "kind <> 'Reserve' OR (on_hand_delta = 0 AND reserved_delta > 0)");
                    table.CheckConstraint("ck_movements_stock", "kind <> 'Stock' OR (on_hand_delta <> 0 AND reserved_delta = 0 AND idempotency_key IS NOT NULL AND reason IS NOT NULL)");
                });

            migrationBuilder.CreateTable(
                name: "products",
                columns: table => new
                {
                    sku = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    on_hand = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    reserved = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    moved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_products", x => x.sku);
                    table.CheckConstraint("ck_products_stock", "0 <= reserved AND reserved <= on_hand");
                    table.CheckConstraint("ck_products_unit_price", "unit_price >= 0");
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 50);

            migrationBuilder.CreateTable(
                name: "reservations",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reservations", x => x.order_id);
                    table.CheckConstraint("ck_reservations_expires_at", "expires_at IS NULL OR state = 'Reserved'");
                    table.CheckConstraint("ck_reservations_state", "state IN ('Reserved', 'Committed', 'Released', 'Lapsed')");
                });

            migrationBuilder.CreateTable(
                name: "reservation_lines",
                columns: table => new
                {
                    sku = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reservation_lines", x => new { x.order_id, x.sku });
                    table.CheckConstraint("ck_reservation_lines_quantity", "quantity > 0");
                    table.ForeignKey(
                        name: "fk_reservation_lines_reservations",
                        column: x => x.order_id,
                        principalTable: "reservations",
                        principalColumn: "order_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ux_movements_close",
                table: "movements",
                columns: new[] { "order_id", "sku" },
                unique: true,
                filter: "kind IN ('Commit', 'Release', 'Lapse')");

            migrationBuilder.CreateIndex(
                name: "ux_movements_idempotency_key",
                table: "movements",
                column: "idempotency_key",
                unique: true,
                filter: "idempotency_key IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_movements_reserve",
                table: "movements",
                columns: new[] { "order_id", "sku" },
                unique: true,
                filter: "kind = 'Reserve'");

            migrationBuilder.CreateIndex(
                name: "ix_reservations_expires_at",
                table: "reservations",
                column: "expires_at",
                filter: "expires_at IS NOT NULL");

            migrationBuilder.Sql(
                """
                CREATE FUNCTION refuse_to_rewrite_history() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION '% on % refused: the ledger is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END
                $$;

                CREATE TRIGGER movements_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON movements
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_history();

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
            migrationBuilder.DropTable(
                name: "gremlin");

            migrationBuilder.DropTable(
                name: "movements");

            migrationBuilder.DropTable(
                name: "products");

            migrationBuilder.DropTable(
                name: "reservation_lines");

            migrationBuilder.DropTable(
                name: "reservations");

            migrationBuilder.DropSequence(
                name: "gremlin_calls");

            migrationBuilder.Sql("DROP FUNCTION refuse_to_rewrite_history(); DROP FUNCTION refuse_to_orphan_history();");
        }
    }
}
