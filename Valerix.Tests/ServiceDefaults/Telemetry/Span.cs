using System.Text;
using Google.Protobuf;

namespace Valerix.Tests.ServiceDefaults.Telemetry;

/// <summary>What a service sent of one span.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Source">The name of the activity source.</param>
/// <param name="TraceId">Which trace it is in, as hexadecimal digits.</param>
/// <param name="IsRoot">Whether no other span caused it.</param>
/// <param name="Name">What happened.</param>
/// <param name="Tags">Names and values of the tags that are texts.</param>
internal sealed record Span(string Service, string Source, string TraceId, bool IsRoot, string Name, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Reads the body of a request to <c>/v1/traces</c>. Its fields are known by their numbers in OpenTelemetry's trace.proto.</summary>
    public static IEnumerable<Span> ReadAll(byte[] request) =>
        from process in Fields(request, 1)
        let service = Fields(process, 1).SelectMany(resource => TagsOf(resource, 1)).First(tag => tag.Key == "service.name").Value
        from scope in Fields(process, 2)
        let source = Fields(scope, 1).Select(named => TextOf(named, 1)).First()
        from span in Fields(scope, 2)
        let traceId = Convert.ToHexStringLower(Fields(span, 1).First())
        let isRoot = Fields(span, 4) is not [{ Length: > 0 }]
        select new Span(service, source, traceId, isRoot, TextOf(span, 5), TagsOf(span, 9).ToDictionary());

    private static IEnumerable<KeyValuePair<string, string>> TagsOf(byte[] message, int number) =>
        from tag in Fields(message, number)
        from value in Fields(tag, 2)
        from text in Fields(value, 1)
        select KeyValuePair.Create(TextOf(tag, 1), Encoding.UTF8.GetString(text));

    private static string TextOf(byte[] message, int number) => Encoding.UTF8.GetString(Fields(message, number).First());

    /// <summary>The contents of each field with this number whose length is written before it: texts, bytes and messages.</summary>
    private static List<byte[]> Fields(byte[] message, int number)
    {
        List<byte[]> found = [];
        using var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            if (tag == WireFormat.MakeTag(number, WireFormat.WireType.LengthDelimited)) found.Add(input.ReadBytes().ToByteArray());
            else input.SkipLastField();
        }

        return found;
    }
}
