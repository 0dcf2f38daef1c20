using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valerix.OrderApi.Migrations
{
    /// <inheritdoc />
    public partial class DurableSteps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "attention_from",
                table: "orders",
                type: "text",
                nullable: true);

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
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_steps", x => x.order_id);
                    table.CheckConstraint("ck_order_steps_attempts", "attempts >= 0");
                    table.CheckConstraint("ck_order_steps_step", "step IN ('Reserve', 'Commit', 'Release')");
                    table.ForeignKey(
                        name: "fk_order_steps_orders",
                        column: x => x.order_id,
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            // Orders from before: what is open gets the step that it calls for; who needs attention came from its last open state.
            migrationBuilder.Sql(
                """
                UPDATE orders
                SET attention_from = coalesce(
                    (SELECT type
                     FROM order_events
                     WHERE order_id = orders.id AND type IN ('Pending', 'Shipping', 'Cancelling')
                     ORDER BY order_events.id DESC
                     LIMIT 1),
                    'Pending')
                WHERE status = 'NeedsAttention';

                INSERT INTO order_steps (order_id, step, attempts, due_at, lease_token, created_at)
                SELECT id,
                       CASE coalesce(attention_from, status) WHEN 'Pending' THEN 'Reserve' WHEN 'Shipping' THEN 'Commit' ELSE 'Release' END,
                       0,
                       CASE WHEN attention_from IS NULL THEN now() END,
                       gen_random_uuid(),
                       now()
                FROM orders
                WHERE status IN ('Pending', 'Shipping', 'Cancelling', 'NeedsAttention');
                """);

            migrationBuilder.AddCheckConstraint(
                name: "ck_orders_attention_from",
                table: "orders",
                sql: "(status = 'NeedsAttention') = (attention_from IS NOT NULL)");

            migrationBuilder.CreateIndex(
                name: "ix_order_steps_due_at",
                table: "order_steps",
                column: "due_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "order_steps");

            migrationBuilder.DropCheckConstraint(
                name: "ck_orders_attention_from",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "attention_from",
                table: "orders");
        }
    }
}
