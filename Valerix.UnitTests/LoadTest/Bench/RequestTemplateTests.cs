using System.Text;
using Valerix.LoadTest.Bench.Http;

namespace Valerix.UnitTests.LoadTest.Bench;

public sealed class RequestTemplateTests
{
    [Fact]
    public void Every_hole_is_filled_anew_and_the_length_is_right()
    {
        var template = new RequestTemplate("PUT /reservations/{id} HTTP/1.1\r\nIdempotency-Key: \"{id}\"\r\n", "{\"sku\":\"{sku}\",\"id\":\"{id}\"}", skuLength: 5);
        template.With(Guid.NewGuid(), "SKU-1"u8);
        var id = Guid.NewGuid();

        var request = Encoding.ASCII.GetString(template.With(id, "SKU-2"u8).Span);

        var body = $"{{\"sku\":\"SKU-2\",\"id\":\"{id}\"}}";
        request.ShouldBe($"PUT /reservations/{id} HTTP/1.1\r\nIdempotency-Key: \"{id}\"\r\nHost: localhost\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
