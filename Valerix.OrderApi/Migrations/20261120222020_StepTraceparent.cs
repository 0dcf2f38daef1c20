using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valerix.OrderApi.Migrations
{
    /// <inheritdoc />
    public partial class StepTraceparent : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "traceparent",
                table: "order_steps",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "traceparent",
                table: "order_steps");
        }
    }
}
