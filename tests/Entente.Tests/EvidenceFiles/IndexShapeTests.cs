using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Entente.EvidenceFiles;

namespace Entente.Tests.EvidenceFiles;

public sealed class IndexShapeTests
{
    /// <summary>Whatever a maker writes into the index, the verifier answers.</summary>
    [Fact]
    public void No_form_of_the_index_makes_the_verifier_throw()
    {
        using var steps = new SignedSteps();
        foreach (var contents in new[] { Given.Contents(withItem: true, withHandout: true), Given.Contents(signed: steps.Write) })
        {
            NothingThrows(contents);
        }
    }

    private static void NothingThrows(EvidenceContents contents)
    {
        var good = Given.File(contents);
        var tried = 0;
        foreach (var json in Shapes(JsonNode.Parse(contents.Index.Write())!))
        {
            var changed = Forged.SignedAnew(good, files => files.Select(file => file.Name == EvidenceIndex.Name ? file with { Content = Encoding.UTF8.GetBytes(json) } : file));
            Should.NotThrow(() => EvidenceFile.Verify(changed, EvidenceTrust.None), json);
            tried++;
        }

        tried.ShouldBeGreaterThan(200);
    }

    // Each member and element in turn: gone, null, empty, of another type, and twice.
    private static IEnumerable<string> Shapes(JsonNode root)
    {
        var paths = new List<string[]>();
        Walk(root, []);
        foreach (var path in paths)
        {
            foreach (var value in new[] { null, "null", "[]", "[null]", "{}", "\"\"", "-1", "true" })
            {
                var copy = root.DeepClone();
                var parent = path[..^1].Aggregate(copy, (node, step) => node is JsonArray array ? array[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!);
                var fresh = value is null ? null : JsonNode.Parse(value);
                if (parent is JsonArray list)
                {
                    var at = int.Parse(path[^1], CultureInfo.InvariantCulture);
                    if (value is null)
                    {
                        list.RemoveAt(at);
                    }
                    else
                    {
                        list[at] = fresh;
                    }
                }
                else if (value is null)
                {
                    parent.AsObject().Remove(path[^1]);
                }
                else
                {
                    parent[path[^1]] = fresh;
                }

                yield return copy.ToJsonString();
            }
        }

        void Walk(JsonNode? node, string[] path)
        {
            if (path.Length > 0)
            {
                paths.Add(path);
            }

            if (node is JsonObject members)
            {
                foreach (var (name, value) in members)
                {
                    Walk(value, [.. path, name]);
                }
            }
            else if (node is JsonArray elements)
            {
                foreach (var (at, value) in elements.Index())
                {
                    Walk(value, [.. path, $"{at}"]);
                }
            }
        }
    }
}
