using System.Security.Cryptography;
using System.Text;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog;

/// <summary>What of a record stands in the log.</summary>
public sealed class RecordLeafTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    [Fact]
    public void A_leaf_is_the_bytes_that_the_page_says()
    {
        var digest = SHA256.HashData("a record"u8);
        byte[] expected = [1, .. SHA256.HashData([.. Encoding.ASCII.GetBytes("entente/record/1\n"), .. Salt, .. digest])];

        var leaf = RecordLeaf.Commit(Salt, digest);
        leaf.ToEntry().ShouldBe(expected);
        leaf.Hash.ToArray().ShouldBe(SHA256.HashData([0, .. expected]));
        RecordLeaf.TryRead(expected).ShouldBe(leaf);

        // The same, computed once by another program (sha256sum), so that the form cannot drift together with this test.
        Convert.ToHexStringLower(expected[1..]).ShouldBe("2d44b552f10d98679d3ec66bee12af2830027bafe213612806e2b88770bff179");
    }

    [Fact]
    public void Another_record_and_another_salt_have_another_leaf()
    {
        var leaf = RecordLeaf.Commit(Salt, SHA256.HashData("a record"u8));
        RecordLeaf.Commit(Salt, SHA256.HashData("a recorD"u8)).ShouldNotBe(leaf);
        RecordLeaf.Commit([.. Salt.Skip(1), 32], SHA256.HashData("a record"u8)).ShouldNotBe(leaf);
        Should.Throw<ArgumentException>(() => RecordLeaf.Commit(Salt.AsSpan(1), SHA256.HashData([])));
        Should.Throw<ArgumentException>(() => RecordLeaf.Commit(Salt, Salt.AsSpan(1)));
    }

    [Fact]
    public void Another_form_is_no_leaf_of_a_record()
    {
        var entry = RecordLeaf.Commit(Salt, SHA256.HashData([])).ToEntry();
        RecordLeaf.TryRead(entry.AsSpan(1)).ShouldBeNull();
        RecordLeaf.TryRead([.. entry, 0]).ShouldBeNull();
        RecordLeaf.TryRead([2, .. entry.AsSpan(1)]).ShouldBeNull();
        RecordLeaf.TryRead([]).ShouldBeNull();
    }

    [Fact]
    public void Erasing_a_record_and_its_salt_leaves_every_proof_and_nothing_of_what_was_said()
    {
        var marker = "Jan Jansen, passport NL-4711"u8.ToArray();
        var records = Enumerable.Range(0, 40).Select(n => (Salt: SHA256.HashData([(byte)n]), Content: n == 17 ? marker : Encoding.UTF8.GetBytes($"record {n}"))).ToArray();
        var log = MemoryLog.Of(records.Select(record => RecordLeaf.Commit(record.Salt, SHA256.HashData(record.Content)).ToEntry()));
        var note = Given.Cosigned(log.Checkpoint());
        var proofs = Enumerable.Range(0, 40).Select(n => LogProof.Of(log.Tree().Include(n), note).ToBytes()).ToArray();

        var erased = records[17].Salt;
        records[17] = default;

        // What is left: the entries, tiles, proofs and the checkpoint.
        byte[][] left = [.. log.Entries, .. log.Tiles.Values.Select(tile => tile.ToArray()), .. proofs, note.ToBytes()];
        foreach (var secret in (byte[][])[marker, erased, SHA256.HashData(marker)])
        {
            Array.Exists(left, bytes => bytes.AsSpan().IndexOf(secret) >= 0).ShouldBeFalse();
        }

        for (var n = 0; n < proofs.Length; n++)
        {
            LogProof.TryParse(proofs[n], out var proof, out _).ShouldBeTrue();
            proof!.Verify(RecordLeaf.TryRead(log.Entries[n]).ShouldNotBeNull().Hash, Given.Policy(Given.PolicyText)).ShouldBeOfType<PolicyVerdict.Witnessed>();
        }

        // Whoever guesses the record cannot confirm the guess without the salt; with it, they could have.
        RecordLeaf.Commit(new byte[32], SHA256.HashData(marker)).ToEntry().ShouldNotBe(log.Entries[17]);
        RecordLeaf.Commit(erased, SHA256.HashData(marker)).ToEntry().ShouldBe(log.Entries[17]);
    }
}
