using System.Text.Json.Nodes;

namespace Entente.Node.Federation.Delivery;

/// <summary>Properties of a message as they are stored: pairs in the order of the header, because a name may stand there twice.</summary>
internal static class MessageProperties
{
    public static string Write(IEnumerable<KeyValuePair<string, string>> properties) =>
        new JsonArray([.. properties.Select(one => new JsonArray(one.Key, one.Value))]).ToJsonString();

    public static IReadOnlyList<PropertyLine> Read(string? stored) => stored is null ? [] :
        [.. JsonNode.Parse(stored)!.AsArray().Select(one => new PropertyLine(one![0]!.GetValue<string>(), one[1]!.GetValue<string>()))];
}
