using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valerix.InventoryApi.Migrations
{
    /// <inheritdoc />
    public partial class AddGremlin : Migration
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "gremlin");

            migrationBuilder.DropSequence(
                name: "gremlin_calls");
        }
    }
}
