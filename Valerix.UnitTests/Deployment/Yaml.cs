using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Valerix.UnitTests.Deployment;

/// <summary>YAML files as JSON, which is what they stand for.</summary>
internal static class Yaml
{
    private static readonly IDeserializer _reader = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().WithDuplicateKeyChecking().Build();
    private static readonly ISerializer _json = new SerializerBuilder().JsonCompatible().Build();

    /// <summary>The documents of a file.</summary>
    public static IReadOnlyList<JsonObject> Read(string path)
    {
        using var text = File.OpenText(path);
        var parser = new MergingParser(new Parser(text));
        List<JsonObject> documents = [];
        parser.Consume<StreamStart>();
        // The reader takes a document from its start to its end.
        while (parser.Accept<DocumentStart>(out _)) documents.Add(JsonNode.Parse(_json.Serialize(_reader.Deserialize(parser)))!.AsObject());
        return documents;
    }
}
