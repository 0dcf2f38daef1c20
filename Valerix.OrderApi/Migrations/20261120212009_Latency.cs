using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valerix.OrderApi.Migrations
{
    /// <inheritdoc />
    public partial class Latency : Migration
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
        }
    }
}
