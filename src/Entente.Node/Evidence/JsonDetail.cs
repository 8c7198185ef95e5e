using System.Text.Json.Nodes;

namespace Entente.Node.Evidence;

/// <summary>The detail of a record: a flat JSON object.</summary>
internal static class JsonDetail
{
    public static string Of(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var detail = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                detail[name] = value;
            }
        }

        return detail.ToJsonString();
    }
}
