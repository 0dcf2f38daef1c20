using System.Text;

namespace Valerix.LoadTest.Bench.Http;

/// <summary>A request as bytes, in which only an id and a product change from one call to the next. Not for two threads at once.</summary>
internal sealed class RequestTemplate
{
    private const string IdHole = "{id}";
    private const string SkuHole = "{sku}";
    private const int IdLength = 36;

    private readonly byte[] _bytes;
    private readonly List<int> _idOffsets = [];
    private readonly List<int> _skuOffsets = [];

    /// <param name="head">Request line and headers, each ending in a line break, without Content-Length.</param>
    /// <param name="body">May hold <c>{id}</c> and <c>{sku}</c>, as the head may.</param>
    /// <param name="skuLength">All products' names are that long.</param>
    public RequestTemplate(string head, string body, int skuLength)
    {
        var filledBody = Fill(body, skuLength);
        var text = $"{head}Host: localhost\r\nContent-Length: {filledBody.Length}\r\n\r\n{body}";
        for (var at = 0; at < text.Length; at++)
        {
            if (string.CompareOrdinal(text, at, IdHole, 0, IdHole.Length) == 0) _idOffsets.Add(Fill(text[..at], skuLength).Length);
            if (string.CompareOrdinal(text, at, SkuHole, 0, SkuHole.Length) == 0) _skuOffsets.Add(Fill(text[..at], skuLength).Length);
        }

        _bytes = Encoding.ASCII.GetBytes(Fill(text, skuLength));
    }

    public ReadOnlyMemory<byte> With(Guid id, ReadOnlySpan<byte> sku)
    {
        foreach (var offset in _idOffsets) id.TryFormat(_bytes.AsSpan(offset, IdLength), out _);
        foreach (var offset in _skuOffsets) sku.CopyTo(_bytes.AsSpan(offset));
        return _bytes;
    }

    private static string Fill(string text, int skuLength) => text
        .Replace(IdHole, new string('0', IdLength), StringComparison.Ordinal)
        .Replace(SkuHole, new string('0', skuLength), StringComparison.Ordinal);
}
