using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>Tiles of a partner's log, fetched as they are needed and verified with a root that it signed.</summary>
internal static class ServedTree
{
    private const string Unmade = "Its tiles do not make the root that it signed.";

    /// <summary>How a tree goes on from an older size, and the root that it had then: proven by what is served, or nothing. A tile that is not the log's own proves nothing, and accuses nobody.</summary>
    public static async Task<(ConsistencyProof? Proof, TreeHash Before, string? Why)> ContinueAsync(LogPeer peer, Checkpoint head, long from, CancellationToken cancellation)
    {
        var (tree, why) = await FetchAsync(
            peer,
            head,
            one =>
            {
                one.Continue(from);
                one.RootAt(from);
            },
            cancellation);
        if (tree is null)
        {
            return (null, default, why);
        }

        var (proof, before) = (tree.Continue(from), tree.RootAt(from));
        return proof.Proves(before, head.Root) ? (proof, before, null) : (null, default, Unmade);
    }

    /// <summary>A tree of that size with the tiles that a use of it needs.</summary>
    /// <param name="peer">Whose log it is.</param>
    /// <param name="head">What it signed.</param>
    /// <param name="use">What will be asked of the tree; called first with tiles of nothing, to learn which are needed.</param>
    /// <param name="cancellation">Ends the fetching.</param>
    /// <returns>The tree, whose tiles make the signed root; or why there is none.</returns>
    public static async Task<(TiledTree? Tree, string? Why)> FetchAsync(LogPeer peer, Checkpoint head, Action<TiledTree> use, CancellationToken cancellation)
    {
        var needed = new Dictionary<TileAddress, Tile>();
        var rehearsal = new TiledTree(head.Size, address => needed[address] = Tile.Of(address, new TreeHash[address.Width]));
        rehearsal.Root();
        use(rehearsal);
        foreach (var address in needed.Keys.ToList())
        {
            if (await peer.CallAsync(address.Path, null, cancellation) is not (StatusCodes.Status200OK, var bytes) || Tile.TryRead(address, bytes) is not { } tile)
            {
                return (null, $"Its {address} could not be read.");
            }

            needed[address] = tile;
        }

        var tree = new TiledTree(head.Size, address => needed[address]);
        return tree.Root() == head.Root ? (tree, null) : (null, Unmade);
    }
}
