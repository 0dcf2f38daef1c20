using Microsoft.EntityFrameworkCore.Migrations;
using Valerix.ServiceDefaults.Postgres;

#nullable disable

namespace Valerix.OrderApi.Migrations
{
    /// <inheritdoc />
    public partial class OrderEventsInOneOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.CreateIndexConcurrently("ix_order_events_id", "order_events", "id");

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_order_events_id",
                table: "order_events");
        }
    }
}
