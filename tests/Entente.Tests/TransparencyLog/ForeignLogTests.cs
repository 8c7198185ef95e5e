using System.Text.Json;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog;

/// <summary>Logs and witnesses of other makes, as they served them.</summary>
public sealed class ForeignLogTests
{
    private const string TesseraKey = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

    [Fact]
    public void A_complete_log_of_another_make_is_read_verified_and_proven()
    {
        var folder = PublicData.Need("transparency-log/tessera-log");
        var policy = Given.Policy($"log {TesseraKey}\nquorum none\n");
        var heads = Enumerable.Range(0, 16).Select(size =>
            policy.Judge(Given.Note(File.ReadAllBytes(Path.Combine(folder, $"checkpoint.{size}")))).ShouldBeOfType<PolicyVerdict.Witnessed>().Head).ToList();
        heads[0].Root.ShouldBe(TreeHash.Empty);

        for (var size = 1; size <= 15; size++)
        {
            heads[size].Size.ShouldBe(size);
            var tree = new TiledTree(size, address => Tile.TryRead(address, File.ReadAllBytes(Path.Combine(folder, address.Path))).ShouldNotBeNull());
            tree.Root().ShouldBe(heads[size].Root);
            var bundle = TileAddress.OfEntries(0, size);
            var entries = EntryBundle.TryRead(bundle, File.ReadAllBytes(Path.Combine(folder, bundle.Path))).ShouldNotBeNull();
            for (var n = 0; n < size; n++)
            {
                TreeHash.OfEntry(entries[n].Span).ShouldBe(tree.Leaf(n));
                tree.Include(n).Proves(tree.Leaf(n), heads[size].Root).ShouldBeTrue();
            }

            for (var old = 1; old < size; old++)
            {
                tree.Continue(old).Proves(heads[old].Root, heads[size].Root).ShouldBeTrue();
            }

            MemoryLog.Of(entries.Select(entry => entry.ToArray())).Tiles.Values.Single().ToArray()
                .ShouldBe(File.ReadAllBytes(Path.Combine(folder, TileAddress.OfHashes(0, 0, size).Path)));
        }
    }

    [Fact]
    public void A_checkpoint_of_another_make_with_a_changed_bit_is_refused()
    {
        var policy = Given.Policy($"log {TesseraKey}\nquorum none\n");
        SingleBits.RefusedEverywhere(File.ReadAllBytes(PublicData.Need("transparency-log/tessera-log/checkpoint.15")), bytes =>
            SignedNote.TryParse(bytes, out var note, out _) && policy.Judge(note) is PolicyVerdict.Believed);
    }

    [Theory]
    [InlineData("witness", "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706", "rome2026h1.example.org")] // beside a signature of the log of an algorithm that we do not know
    [InlineData("witness2", "88ad7a28caeb0b2aa890fdf0304c2fcaf59fca2ee140134ff8c1300bac493482", "milan2026h1.example.org")]
    public void The_cosignature_of_another_make_verifies_and_has_its_time(string witness, string log, string origin)
    {
        var folder = PublicData.Need($"transparency-log/sunlight-witness/{witness}");
        using var about = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "witness.v0.json")));
        var verifier = Given.Verifier(about.RootElement.GetProperty("verifier_keys")[0].GetString()!);
        var bytes = File.ReadAllBytes(Path.Combine(folder, log, "checkpoint"));

        Given.Note(bytes).TryVerify([verifier], out var signatures, out _).ShouldBeTrue();
        signatures!.Single().At.ShouldBe(new DateTimeOffset(2025, 12, 31, 0, 0, 0, TimeSpan.Zero));
        Checkpoint.TryRead(Given.Note(bytes).Text, out var checkpoint, out _).ShouldBeTrue();
        (checkpoint!.Origin, checkpoint.Size).ShouldBe((origin, 300));
        Given.Note(bytes).ToBytes().ShouldBe(bytes);

        var line = bytes.AsSpan().LastIndexOf("\u2014"u8);
        SingleBits.RefusedEverywhere([.. bytes[..(bytes.AsSpan().IndexOf("\n\n"u8) + 2)], .. bytes[line..]], changed =>
            SignedNote.TryParse(changed, out var note, out _) && note.TryVerify([verifier], out _, out _));
    }

    [Fact]
    public void The_tiles_that_a_mirror_of_another_make_holds_lead_to_the_root_that_it_cosigned()
    {
        var folder = PublicData.Need("transparency-log/sunlight-witness/witness/mirror");
        using var about = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "mirror.v0.json")));
        var log = Path.Combine(folder, "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706");
        var note = Given.Note(File.ReadAllBytes(Path.Combine(log, "checkpoint")));
        note.TryVerify([Given.Verifier(about.RootElement.GetProperty("verifier_keys")[0].GetString()!)], out _, out _).ShouldBeTrue();
        Checkpoint.TryRead(note.Text, out var checkpoint, out _).ShouldBeTrue();

        var tree = new TiledTree(300, Read);
        tree.Root().ShouldBe(checkpoint!.Root);
        GrowingTree.Restore(300, Read).Root().ShouldBe(checkpoint.Root);
        for (var n = 0; n < 300; n++)
        {
            tree.Include(n).Proves(tree.Leaf(n), checkpoint.Root).ShouldBeTrue();
        }

        Tile Read(TileAddress address) => Tile.TryRead(address, File.ReadAllBytes(Path.Combine(log, address.Path))).ShouldNotBeNull();
    }

    [Fact]
    public void Keys_of_32_bytes_accept_and_refuse_what_the_public_vectors_of_Ed25519_say()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText(PublicData.Need("transparency-log/ed25519-wycheproof.json")));
        var judged = 0;
        foreach (var group in vectors.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var point = Convert.FromHexString(group.GetProperty("publicKey").GetProperty("pk").GetString()!);
            var check = Given.Open(VerifierKey.Of("vectors.example", NoteAlgorithm.Ed25519, point))!;
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                check(Convert.FromHexString(test.GetProperty("msg").GetString()!), Convert.FromHexString(test.GetProperty("sig").GetString()!))
                    .ShouldBe(test.GetProperty("result").GetString() == "valid", test.GetProperty("comment").GetString());
                judged++;
            }
        }

        judged.ShouldBe(151);
    }
}
