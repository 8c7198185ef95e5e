using System.Text.Json;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog;

/// <summary>The public vectors of proofs, good and bad.</summary>
public sealed class MerkleVectorTests
{
    [Fact]
    public void Inclusion_proofs_hold_exactly_where_the_public_vectors_say() => Judge("inclusion", vector =>
        vector.GetProperty("leafIdx").TryGetInt64(out var index)
        && TreeHash.TryParse(vector.GetProperty("leafHash").GetString(), out var leaf)
        && TreeHash.TryParse(vector.GetProperty("root").GetString(), out var root)
        && Hashes(vector) is { } hashes
        && new InclusionProof(index, vector.GetProperty("treeSize").GetInt64(), hashes).Proves(leaf, root));

    [Fact]
    public void Consistency_proofs_hold_exactly_where_the_public_vectors_say() => Judge("consistency", vector =>
        Hashes(vector) is { } hashes
        && new ConsistencyProof(vector.GetProperty("size1").GetInt64(), vector.GetProperty("size2").GetInt64(), hashes).Proves(Root(vector, "root1"), Root(vector, "root2")));

    private static void Judge(string kind, Func<JsonElement, bool> holds)
    {
        var (good, bad) = (0, 0);
        foreach (var path in Directory.EnumerateFiles(PublicData.Need($"transparency-log/merkle/{kind}"), "*.json", SearchOption.AllDirectories))
        {
            using var vector = JsonDocument.Parse(File.ReadAllText(path));
            var expected = !vector.RootElement.GetProperty("wantErr").GetBoolean();
            holds(vector.RootElement).ShouldBe(expected, path);
            (good, bad) = expected ? (good + 1, bad) : (good, bad + 1);
        }

        good.ShouldBeGreaterThan(3);
        (good + bad).ShouldBe(98);
    }

    /// <summary>Some of these roots are words and no hashes; those that are equal stay equal.</summary>
    private static TreeHash Root(JsonElement vector, string name) =>
        TreeHash.TryParse(vector.GetProperty(name).GetString(), out var root) ? root : TreeHash.OfEntry(vector.GetProperty(name).GetBytesFromBase64());

    private static TreeHash[]? Hashes(JsonElement vector)
    {
        var parsed = vector.GetProperty("proof").ValueKind == JsonValueKind.Null
            ? [] : vector.GetProperty("proof").EnumerateArray().Select(text => (Is: TreeHash.TryParse(text.GetString(), out var hash), Hash: hash)).ToArray();
        return Array.TrueForAll(parsed, one => one.Is) ? Array.ConvertAll(parsed, one => one.Hash) : null;
    }
}
