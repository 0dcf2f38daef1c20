using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Times as RFC 3339 in UTC with microseconds, which is what PostgreSQL keeps: <c>2026-01-31T12:00:00.123456Z</c>.</summary>
internal sealed class UtcJsonConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
}
