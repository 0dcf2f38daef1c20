using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Decimal numbers as they were sent: a number that <see cref="decimal"/> can't hold is refused, where the serializer would round it.</summary>
internal sealed class ExactDecimalConverter : JsonConverter<decimal>
{
    /// <summary>So many digits fit into every decimal, and so many of them may follow the point.</summary>
    private const int MaxDigits = 28;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var value = reader.GetDecimal();
        return IsExact(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan) ? value : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);

    private static bool IsExact(ReadOnlySpan<byte> number)
    {
        var e = number.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = e < 0 ? number : number[..e];
        var exponent = 0;
        if (e >= 0 && !int.TryParse(number[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return false;

        var point = mantissa.IndexOf((byte)'.');
        var fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        var significant = mantissa.TrimStart("-0."u8);
        var digits = significant.Length - (significant.Contains((byte)'.') ? 1 : 0);
        return digits <= MaxDigits && fraction - exponent <= MaxDigits;
    }
}
