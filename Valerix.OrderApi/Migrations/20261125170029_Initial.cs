using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Valerix.OrderApi.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "latency_red_minutes",
                columns: table => new
                {
                    minute = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_latency_red_minutes", x => x.minute);
                });

            migrationBuilder.CreateTable(
                name: "latency_seconds",
                columns: table => new
                {
                    second = table.Column<long>(type: "bigint", nullable: false),
                    replica = table.Column<Guid>(type: "uuid", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    sum_ms = table.Column<double>(type: "double precision", nullable: false),
                    histogram = table.Column<int[]>(type: "integer[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_latency_seconds", x => new { x.second, x.replica });
                    table.CheckConstraint("ck_latency_seconds_count", "count > 0");
                });

            migrationBuilder.CreateTable(
                name: "latency_status",
                columns: table => new
                {
                    id = table.Column<short>(type: "smallint", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_latency_status", x => x.id);
                    table.CheckConstraint("ck_latency_status_id", "id = 1");
                    table.CheckConstraint("ck_latency_status_status", "status IN ('Green', 'Red')");
                });

            migrationBuilder.CreateTable(
                name: "order_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_events", x => new { x.order_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "order_steps",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease_token = table.Column<Guid>(type: "uuid", nullable: false),
                    refusal = table.Column<string>(type: "jsonb", nullable: true),
                    traceparent = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_steps", x => x.order_id);
                    table.CheckConstraint("ck_order_steps_attempts", "attempts >= 0");
                    table.CheckConstraint("ck_order_steps_step", "step IN ('Reserve', 'Commit', 'Release')");
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    total = table.Column<decimal>(type: "numeric(20,2)", precision: 20, scale: 2, nullable: true),
                    refusal = table.Column<string>(type: "jsonb", nullable: true),
                    attention_from = table.Column<string>(type: "text", nullable: true),
                    idempotency_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    payload_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_orders", x => x.id);
                    table.CheckConstraint("ck_orders_attention_from", "(status = 'NeedsAttention') = (attention_from IS NOT NULL)");
                    table.CheckConstraint("ck_orders_refusal", "(status = 'Rejected') = (refusal IS NOT NULL)");
                    table.CheckConstraint("ck_orders_status", "status IN ('Pending', 'Confirmed', 'Rejected', 'Shipping', 'Shipped', 'Delivered', 'Cancelling', 'Cancelled', 'NeedsAttention')");
                    table.CheckConstraint("ck_orders_total", "total IS NOT NULL OR status NOT IN ('Confirmed', 'Shipping', 'Shipped', 'Delivered')");
                });

            migrationBuilder.CreateTable(
                name: "reconciliation",
                columns: table => new
                {
                    id = table.Column<short>(type: "smallint", nullable: false),
                    began_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_token = table.Column<Guid>(type: "uuid", nullable: false),
                    followed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    followed_id = table.Column<Guid>(type: "uuid", nullable: false),
                    swept_id = table.Column<Guid>(type: "uuid", nullable: false),
                    report = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reconciliation", x => x.id);
                    table.CheckConstraint("ck_reconciliation_id", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "order_lines",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sku = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_lines", x => new { x.order_id, x.sku });
                    table.CheckConstraint("ck_order_lines_quantity", "quantity > 0");
                    table.CheckConstraint("ck_order_lines_unit_price", "unit_price >= 0");
                    table.ForeignKey(
                        name: "fk_order_lines_orders",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_order_steps_due_at",
                table: "order_steps",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "ix_orders_customer_id_id",
                table: "orders",
                columns: new[] { "customer_id", "id" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "ix_orders_status_id",
                table: "orders",
                columns: new[] { "status", "id" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "ix_orders_updated_at_id",
                table: "orders",
                columns: new[] { "updated_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_orders_idempotency_key",
                table: "orders",
                column: "idempotency_key",
                unique: true);

            migrationBuilder.Sql(
                """
                CREATE FUNCTION refuse_to_rewrite_history() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION '% on % refused: the timeline is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                END
                $$;

                CREATE TRIGGER order_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_events
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_history();

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
            migrationBuilder.DropTable(
                name: "latency_red_minutes");

            migrationBuilder.DropTable(
                name: "latency_seconds");

            migrationBuilder.DropTable(
                name: "latency_status");

            migrationBuilder.DropTable(
                name: "order_events");

            migrationBuilder.DropTable(
                name: "order_lines");

            migrationBuilder.DropTable(
                name: "order_steps");

            migrationBuilder.DropTable(
                name: "reconciliation");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.Sql("DROP FUNCTION refuse_to_rewrite_history(); DROP FUNCTION refuse_to_orphan_history();");
        }
    }
}
