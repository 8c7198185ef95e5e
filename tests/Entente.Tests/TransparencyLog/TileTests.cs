using System.Text;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog;

/// <summary>Tiles, bundles and their paths.</summary>
public sealed class TileTests
{
    [Theory]
    [InlineData(0, 0L, 256, "tile/0/000")]
    [InlineData(0, 0L, 1, "tile/0/000.p/1")]
    [InlineData(2, 999L, 255, "tile/2/999.p/255")]
    [InlineData(1, 1000L, 256, "tile/1/x001/000")]
    [InlineData(0, 1234067L, 256, "tile/0/x001/x234/067")] // the example of the specification
    [InlineData(63, 1234067L, 12, "tile/63/x001/x234/067.p/12")]
    [InlineData(null, 0L, 256, "tile/entries/000")]
    [InlineData(null, 1001L, 44, "tile/entries/x001/001.p/44")]
    [InlineData(0, long.MaxValue, 256, "tile/0/x009/x223/x372/x036/x854/x775/807")]
    public void A_path_is_written_and_read_in_one_way(int? level, long index, int width, string path)
    {
        var address = level is { } number ? TileAddress.OfHashes(number, index, width) : TileAddress.OfEntries(index, width);
        address.Path.ShouldBe(path);
        TileAddress.TryParse(path, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("checkpoint")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("/tile/0/000")]
    [InlineData("tile/0/000/")]
    [InlineData("tile//000")]
    [InlineData("tile/00/000")] // a leading zero
    [InlineData("tile/64/000")] // no such level
    [InlineData("tile/-1/000")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/0/001/000")] // the first group has no x
    [InlineData("tile/0/x001/x000")] // the last group has one
    [InlineData("tile/0/x000/001")] // a group too many
    [InlineData("tile/0/xx01/000")]
    [InlineData("tile/0/00a")]
    [InlineData("tile/0/+01")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/000.p/")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p/1/")]
    [InlineData("tile/0/.p/1")]
    [InlineData("tile/0/x001.p/1")]
    [InlineData("tile/entries/0/000")]
    [InlineData("tile/data/000")] // another family of logs
    [InlineData("tile/0/x009/x223/x372/x036/x854/x775/808")] // 2^63
    [InlineData("tile/0/../checkpoint")]
    [InlineData("tile/0/٠٠٠")] // digits of another script
    public void Another_path_is_none(string path) => TileAddress.TryParse(path, out _).ShouldBeFalse();

    [Fact]
    public void A_tree_of_70000_leaves_has_the_tiles_that_the_specification_counts()
    {
        var tree = new GrowingTree();
        for (var n = 0; n < 70_000; n++)
        {
            tree.Append(TreeHash.Empty);
        }

        var tiles = tree.TakeChanged().Select(tile => tile.Address).ToList();
        tiles.Count(tile => tile is { Level: 0, IsFull: true }).ShouldBe(273);
        tiles.Where(tile => tile.Level != 0 || !tile.IsFull).Select(tile => tile.Path)
            .ShouldBe(["tile/1/000", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"], ignoreOrder: true);
        tiles.ShouldAllBe(tile => TileAddress.In(70_000, tile.Level, tile.Index) == tile);
        TileAddress.In(70_000, 0, 274).ShouldBeNull();
        TileAddress.In(70_000, 3, 0).ShouldBeNull();
        TileAddress.In(70_000, 63, 0).ShouldBeNull();
        TileAddress.In(256, 0, 1).ShouldBeNull();
    }

    [Fact]
    public void Each_hash_of_a_tile_is_that_over_the_leaves_it_stands_for()
    {
        var entries = Given.Entries(66_000);
        foreach (var tile in MemoryLog.Of(entries).Tiles.Values)
        {
            var span = 1 << (8 * tile.Address.Level!.Value);
            for (var n = 0; n < tile.Address.Width; n += span == 1 ? 85 : 1)
            {
                var from = (int)(tile.Address.Index * 256 + n) * span;
                tile.Hashes[n].ToArray().ShouldBe(NaiveTree.Root(entries.AsSpan(from, span)), tile.Address.Path);
            }
        }
    }

    [Fact]
    public void Tiles_are_the_same_however_the_entries_came_and_however_often_the_log_was_started_anew()
    {
        var entries = Given.Entries(1_500);
        var whole = MemoryLog.Of(entries);
        var tiles = new Dictionary<TileAddress, Tile>();
        var (size, step) = (0, 1);
        while (size < entries.Length)
        {
            var tree = GrowingTree.Restore(size, address => tiles[address]);
            tree.Root().ToArray().ShouldBe(NaiveTree.Root(entries.AsSpan(0, size)));
            foreach (var entry in entries.AsSpan(size, Math.Min(step, entries.Length - size)))
            {
                tree.Append(TreeHash.OfEntry(entry));
            }

            foreach (var tile in tree.TakeChanged())
            {
                tiles[tile.Address] = tile;
            }

            tree.TakeChanged().ShouldBeEmpty();
            (size, step) = ((int)tree.Size, step + 13);
        }

        foreach (var tile in whole.Tiles.Values)
        {
            tiles[tile.Address].ToArray().ShouldBe(tile.ToArray(), tile.Address.Path);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(256)]
    [InlineData(900)]
    public void The_root_at_an_earlier_size_is_that_of_the_entries_so_far(int size)
    {
        var entries = Enumerable.Range(0, size).Select(n => BitConverter.GetBytes(n)).ToArray();
        var tree = MemoryLog.Of(entries).Tree();
        for (var earlier = 0; earlier <= size; earlier += size > 50 ? 17 : 1)
        {
            tree.RootAt(earlier).ToArray().ShouldBe(NaiveTree.Root(entries.AsSpan(0, earlier)));
        }

        Should.Throw<ArgumentOutOfRangeException>(() => tree.RootAt(size + 1));
    }

    [Fact]
    public void A_tile_is_read_at_its_length_only()
    {
        var address = TileAddress.OfHashes(0, 0, 2);
        Tile.TryRead(address, new byte[64]).ShouldNotBeNull().ToArray().ShouldBe(new byte[64]);
        Tile.TryRead(address, new byte[63]).ShouldBeNull();
        Tile.TryRead(address, new byte[96]).ShouldBeNull();
        Tile.TryRead(TileAddress.OfEntries(0, 2), new byte[64]).ShouldBeNull();
        Should.Throw<ArgumentException>(() => Tile.Of(address, [TreeHash.Empty]));
    }

    [Fact]
    public void A_bundle_is_read_to_its_last_byte()
    {
        ReadOnlyMemory<byte>[] entries = [Encoding.UTF8.GetBytes("one"), ReadOnlyMemory<byte>.Empty, new byte[EntryBundle.LongestEntry]];
        var bytes = EntryBundle.Write(entries);
        bytes.AsSpan(0, 7).ToArray().ShouldBe([0, 3, (byte)'o', (byte)'n', (byte)'e', 0, 0]);
        EntryBundle.TryRead(TileAddress.OfEntries(0, 3), bytes).ShouldNotBeNull().Select(entry => entry.ToArray()).ShouldBe(entries.Select(entry => entry.ToArray()));

        EntryBundle.TryRead(TileAddress.OfEntries(0, 2), bytes).ShouldBeNull("an entry too many");
        EntryBundle.TryRead(TileAddress.OfEntries(0, 4), bytes).ShouldBeNull("an entry too few");
        EntryBundle.TryRead(TileAddress.OfEntries(0, 3), bytes.AsMemory(0, bytes.Length - 1)).ShouldBeNull("cut short");
        EntryBundle.TryRead(TileAddress.OfEntries(0, 3), (byte[])[.. bytes, 0]).ShouldBeNull("a byte too many");
        EntryBundle.TryRead(TileAddress.OfEntries(0, 1), new byte[] { 0 }).ShouldBeNull("half a length");
        EntryBundle.TryRead(TileAddress.OfHashes(0, 0, 3), bytes).ShouldBeNull("the address of hashes");
        Should.Throw<ArgumentException>(() => EntryBundle.Write([new byte[EntryBundle.LongestEntry + 1]]));
    }
}
