using System.Text.Json.Nodes;

namespace Entente.Tests.Protocol;

/// <summary>A JSON text with a null in each of its places in turn, and behind the last element of each list.</summary>
internal static class NullPlaces
{
    public static IEnumerable<(string Path, string Text)> In(string json)
    {
        var root = JsonNode.Parse(json)!;
        return Within(root, root);
    }

    private static IEnumerable<(string Path, string Text)> Within(JsonNode node, JsonNode root)
    {
        switch (node)
        {
            case JsonObject owner:
                foreach (var name in owner.Select(member => member.Key).ToList())
                {
                    var value = owner[name];
                    owner[name] = null;
                    yield return ($"{owner.GetPath()}.{name}", root.ToJsonString());
                    owner[name] = value;
                    foreach (var inner in Within(value!, root))
                    {
                        yield return inner;
                    }
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    var element = list[i];
                    list[i] = null;
                    yield return ($"{list.GetPath()}[{i}]", root.ToJsonString());
                    list[i] = element;
                    foreach (var inner in Within(element!, root))
                    {
                        yield return inner;
                    }
                }

                list.Add(null);
                yield return ($"{list.GetPath()}[{list.Count - 1}]", root.ToJsonString());
                list.RemoveAt(list.Count - 1);
                break;
        }
    }
}
