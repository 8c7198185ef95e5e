using Entente.TransparencyLog;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.TransparencyLog;

/// <summary>The tree against the definitions of the RFC, and proofs against every change.</summary>
public sealed class TreeTests
{
    [Fact]
    public void Every_tree_of_up_to_70_leaves_has_the_root_and_the_proofs_of_the_RFC()
    {
        var entries = Given.Entries(70);
        for (var size = 1; size <= entries.Length; size++)
        {
            Agree(entries.AsSpan(0, size), Enumerable.Range(0, size), Enumerable.Range(1, size));
        }
    }

    [Fact]
    public void Trees_of_chance_sizes_have_the_root_and_the_proofs_of_the_RFC()
    {
        var entries = Given.Entries(3000);
        Prop.ForAll(Gen.Choose(1, entries.Length).SelectMany(size => Gen.Choose(0, size - 1).ListOf(3).Select(leaves => (size, leaves))).ToArbitrary(), tree =>
            Agree(entries.AsSpan(0, tree.size), tree.leaves, tree.leaves.Select(leaf => leaf + 1)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20260301, 7));
    }

    [Fact]
    public void The_empty_tree_has_the_root_of_the_RFC_and_no_proof_begins_from_it()
    {
        new Frontier().Root().ToArray().ShouldBe(NaiveTree.Root([]));
        new ConsistencyProof(0, 3, []).Proves(TreeHash.Empty, MemoryLog.Of(Given.Entries(3)).Checkpoint().Root).ShouldBeFalse();
    }

    [Fact]
    public void A_proof_with_another_leaf_place_size_root_or_hash_does_not_hold()
    {
        foreach (var size in (int[])[2, 3, 7, 8, 13, 70])
        {
            var log = MemoryLog.Of(Given.Entries(size));
            var (tree, root) = (log.Tree(), log.Checkpoint().Root);
            for (var index = 0; index < size; index++)
            {
                var (proof, leaf) = (tree.Include(index), tree.Leaf(index));
                proof.Proves(leaf, root).ShouldBeTrue();
                proof.Proves(tree.Leaf((index + 1) % size), root).ShouldBeFalse();
                proof.Proves(leaf, leaf).ShouldBeFalse();
                foreach (var other in Enumerable.Range(-1, size + 2).Where(other => other != index))
                {
                    (proof with { Index = other }).Proves(leaf, root).ShouldBeFalse();
                }

                (proof with { Size = 0 }).Proves(leaf, root).ShouldBeFalse();
                foreach (var hashes in Changed(proof.Hashes))
                {
                    (proof with { Hashes = hashes }).Proves(leaf, root).ShouldBeFalse();
                }
            }
        }
    }

    [Fact]
    public void A_consistency_proof_with_another_size_root_or_hash_does_not_hold()
    {
        var entries = Given.Entries(40);
        foreach (var (before, after) in from after in (int[])[3, 8, 21, 40] from before in Enumerable.Range(1, after - 1) select (before, after))
        {
            var (old, log) = (MemoryLog.Of(entries[..before]).Checkpoint().Root, MemoryLog.Of(entries[..after]));
            var (proof, root) = (log.Tree().Continue(before), log.Checkpoint().Root);
            proof.Proves(old, root).ShouldBeTrue();
            proof.Proves(root, old).ShouldBeFalse();
            proof.Proves(old, TreeHash.Empty).ShouldBeFalse();
            (proof with { OldSize = after }).Proves(old, root).ShouldBeFalse();
            (proof with { OldSize = 0 }).Proves(old, root).ShouldBeFalse();
            (proof with { NewSize = before - 1 }).Proves(old, root).ShouldBeFalse();
            foreach (var hashes in Changed(proof.Hashes))
            {
                (proof with { Hashes = hashes }).Proves(old, root).ShouldBeFalse();
            }
        }
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("alter")]
    [InlineData("insert")]
    [InlineData("reorder")]
    [InlineData("truncate and regrow")]
    public void No_proof_makes_a_changed_log_continue_the_one_that_was_signed(string change)
    {
        var entries = Given.Entries(600);
        var signed = MemoryLog.Of(entries[..300]).Checkpoint();
        var honest = MemoryLog.Of(entries);
        honest.Tree().Continue(300).Proves(signed.Root, honest.Checkpoint().Root).ShouldBeTrue();

        byte[][] forged = change switch
        {
            "delete" => [.. entries[..120], .. entries[121..]],
            "alter" => [.. entries[..120], "another"u8.ToArray(), .. entries[121..]],
            "insert" => [.. entries[..120], "another"u8.ToArray(), .. entries[120..]],
            "reorder" => [.. entries[..120], entries[121], entries[120], .. entries[122..]],
            _ => [.. entries[..299], .. entries[300..]],
        };
        var log = MemoryLog.Of(forged);
        log.Tree().Continue(300).Proves(signed.Root, log.Checkpoint().Root).ShouldBeFalse();
    }

    [Fact]
    public void A_leaf_cannot_be_passed_off_as_a_node()
    {
        var children = Given.Entries(2);
        byte[] joined = [.. TreeHash.OfEntry(children[0]).ToArray(), .. TreeHash.OfEntry(children[1]).ToArray()];
        TreeHash.OfEntry(joined).ShouldNotBe(MemoryLog.Of(children).Checkpoint().Root);
        TreeHash.OfEntry([1, .. joined]).ShouldNotBe(MemoryLog.Of(children).Checkpoint().Root);
    }

    [Fact]
    public void A_tree_goes_on_from_its_peaks()
    {
        var entries = Given.Entries(300);
        for (var size = 0; size < entries.Length; size += 37)
        {
            var frontier = MemoryLog.Of(entries[..size]).Tree().ToFrontier();
            var restored = Frontier.Of(size, frontier.Peaks());
            foreach (var entry in entries[size..])
            {
                restored.Append(TreeHash.OfEntry(entry));
            }

            restored.Root().ToArray().ShouldBe(NaiveTree.Root(entries));
        }
    }

    private static void Agree(ReadOnlySpan<byte[]> entries, IEnumerable<int> leaves, IEnumerable<int> sizes)
    {
        var log = MemoryLog.Of([.. entries]);
        var (tree, root) = (log.Tree(), log.Checkpoint().Root);
        root.ToArray().ShouldBe(NaiveTree.Root(entries));
        tree.Root().ShouldBe(root);
        foreach (var leaf in leaves)
        {
            var proof = tree.Include(leaf);
            proof.Hashes.Select(hash => hash.ToArray()).ShouldBe(NaiveTree.Inclusion(leaf, entries));
            proof.Proves(TreeHash.OfEntry(entries[leaf]), root).ShouldBeTrue();
        }

        foreach (var size in sizes)
        {
            var proof = tree.Continue(size);
            proof.Hashes.Select(hash => hash.ToArray()).ShouldBe(NaiveTree.Consistency(size, entries));
            proof.Proves(new(NaiveTree.Root(entries[..size])), root).ShouldBeTrue();
        }
    }

    /// <summary>One hash changed, left out, doubled, swapped with the next, or put before or behind.</summary>
    private static IEnumerable<TreeHash[]> Changed(IReadOnlyList<TreeHash> hashes)
    {
        yield return [.. hashes, TreeHash.Empty];
        yield return [TreeHash.Empty, .. hashes];
        for (var n = 0; n < hashes.Count; n++)
        {
            for (var bit = 0; bit < 256; bit += 51)
            {
                var bytes = hashes[n].ToArray();
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                yield return [.. hashes.Take(n), new(bytes), .. hashes.Skip(n + 1)];
            }

            yield return [.. hashes.Take(n), .. hashes.Skip(n + 1)];
            yield return [.. hashes.Take(n + 1), .. hashes.Skip(n)];
            if (n + 1 < hashes.Count && hashes[n] != hashes[n + 1])
            {
                yield return [.. hashes.Take(n), hashes[n + 1], hashes[n], .. hashes.Skip(n + 2)];
            }
        }
    }
}
