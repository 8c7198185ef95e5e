using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Entente.As4.Security;
using Entente.TransparencyLog;

namespace Entente.Benchmarks;

/// <summary>The engine of the transparency log on one thread: append, proofs, a witness, signatures.</summary>
internal static class LogFigures
{
    private const int Leaves = 1_000_000;

    public static int Print(string[] parts)
    {
        var seconds = parts is [var count, ..] ? double.Parse(count, CultureInfo.InvariantCulture) : 3;
        var tiles = new Dictionary<TileAddress, Tile>();
        var bundles = new Dictionary<TileAddress, byte[]>();
        var tree = Append(tiles, bundles);
        var head = new Checkpoint("customs.nl.example/ledger/2026", tree.Size, tree.Root());
        Proofs(new TiledTree(Leaves, address => tiles[address]), head, seconds);
        Signatures(tiles, head, seconds);
        Audit(tiles, bundles, head);
        return 0;
    }

    /// <summary>Salted leaves of 33 bytes into the tree, and the tiles of each batch of 256.</summary>
    private static GrowingTree Append(Dictionary<TileAddress, Tile> tiles, Dictionary<TileAddress, byte[]> bundles)
    {
        var tree = new GrowingTree();
        var entries = new byte[4096][];
        for (var n = 0; n < entries.Length; n++)
        {
            entries[n] = RecordLeaf.Commit(SHA256.HashData(BitConverter.GetBytes(n)), SHA256.HashData([])).ToEntry();
        }

        var began = Stopwatch.GetTimestamp();
        var spent = Spent.Start();
        for (var n = 0; n < Leaves; n++)
        {
            tree.Append(TreeHash.OfEntry(entries[n % entries.Length]));
            if (n % 256 == 255 || n == Leaves - 1)
            {
                foreach (var tile in tree.TakeChanged())
                {
                    tiles[tile.Address] = tile;
                }

                tree.Root();
            }
        }

        Line("leaves hashed and appended, tiles and root of every 256", Leaves, Stopwatch.GetElapsedTime(began), spent());
        for (var n = 0; n < Leaves; n += 256)
        {
            var width = Math.Min(256, Leaves - n);
            bundles.Add(TileAddress.OfEntries(n / 256, width), EntryBundle.Write([.. Enumerable.Range(n, width).Select(leaf => (ReadOnlyMemory<byte>)entries[leaf % entries.Length])]));
        }

        return tree;
    }

    private static void Audit(Dictionary<TileAddress, Tile> tiles, Dictionary<TileAddress, byte[]> bundles, Checkpoint head)
    {
        var began = Stopwatch.GetTimestamp();
        var spent = Spent.Start();
        if (LogAudit.Check(head, address => address.Level is null ? bundles[address] : tiles[address].ToArray()) is { } fault)
        {
            throw new InvalidOperationException($"{fault.At}: {fault.Detail}");
        }

        Line("leaves of a whole log examined", Leaves, Stopwatch.GetElapsedTime(began), spent());
    }

    private static void Proofs(TiledTree tree, Checkpoint head, double seconds)
    {
        // The tiles of these leaves are read and expanded once: the proofs of a node are of the same few tiles, those of the newest records.
        const int kept = 64 * 256;
        var proofs = new InclusionProof[kept];
        for (var n = 0; n < kept; n++)
        {
            proofs[n] = tree.Include(Leaves - 1 - n);
        }

        Repeat("inclusion proofs made, 1,000,000 leaves, tiles in memory", seconds, n => tree.Include(Leaves - 1 - n * 97 % kept).Hashes.Count > 0);
        Repeat("inclusion proofs verified", seconds, n => proofs[n % kept].Proves(tree.Leaf(Leaves - 1 - n % kept), head.Root));
        Repeat("consistency proofs made", seconds, n => tree.Continue(Leaves - 1 - n * 97 % kept).Hashes.Count > 0);
    }

    /// <summary>What a log asks with after a batch of 256, what its witness does with that, and what a verifier does with a proof file.</summary>
    private static void Signatures(Dictionary<TileAddress, Tile> tiles, Checkpoint head, double seconds)
    {
        var at = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        NoteSigner log = Signer(head.Origin, NoteAlgorithm.Ed25519), witness = Signer("customs.ca.example/witness", NoteAlgorithm.Cosignature);
        NoteVerifier known = new(log.Key, Open(log.Key)!);
        Repeat("checkpoints signed (Ed25519)", seconds, _ => log.Sign(head.Text, at).Value.Length == 64);
        var note = head.Sign([log], at);
        Repeat("checkpoints verified (Ed25519)", seconds, _ => note.TryVerify([known], out var _, out var _));

        var tree = new TiledTree(head.Size, address => tiles[address]);
        var before = new WitnessedHead(head.Size - 256, TreePrefix(tree, head.Size - 256));
        var request = AddCheckpoint.Write(tree.Continue(before.Size), note);
        Repeat("requests to a witness read, verified, decided and cosigned", seconds, _ =>
            AddCheckpoint.TryRead(request, _ => [known], out var read, out var _) && read.Decide(before) is WitnessDecision.Cosign && read.Cosign([witness], at).Length > 0);

        var file = LogProof.Of(tree.Include(head.Size / 2), head.Sign([log, witness], at)).ToBytes();
        var leaf = tree.Leaf(head.Size / 2);
        LogPolicy.TryParse(System.Text.Encoding.UTF8.GetBytes($"log {log.Key}\nwitness w {witness.Key}\nquorum w\n"), Open, out var policy, out _);
        Repeat("proof files with one cosignature read and verified", seconds, _ => LogProof.TryParse(file, out var proof, out var _) && proof.Verify(leaf, policy!) is PolicyVerdict.Witnessed);
    }

    private static TreeHash TreePrefix(TiledTree tree, long size)
    {
        var frontier = new Frontier();
        for (var n = 0L; n < size; n++)
        {
            frontier.Append(tree.Leaf(n));
        }

        return frontier.Root();
    }

    private static NoteSigner Signer(string name, NoteAlgorithm algorithm)
    {
        var key = PrivateKey.Generate(KeyAlgorithm.Ed25519, RandomNumberGenerator.Create());
        return new(VerifierKey.Of(name, algorithm, key.PublicKey.Point.Span), key.Sign);
    }

    private static SignatureCheck? Open(VerifierKey key) => SubjectPublicKey.FromEd25519(key.PublicKey.Span).Verifies;

    /// <summary>After a second of warming up, as often as it goes in the time.</summary>
    private static void Repeat(string what, double seconds, Func<int, bool> act)
    {
        Run(Math.Min(1, seconds));
        var began = Stopwatch.GetTimestamp();
        var spent = Spent.Start();
        var count = Run(seconds);
        Line(what, count, Stopwatch.GetElapsedTime(began), spent());

        int Run(double until)
        {
            var (started, n) = (Stopwatch.GetTimestamp(), 0);
            for (; n % 64 != 0 || Stopwatch.GetElapsedTime(started).TotalSeconds < until; n++)
            {
                if (!act(n))
                {
                    throw new InvalidOperationException($"{what}: number {n} failed.");
                }
            }

            return n;
        }
    }

    private static void Line(string what, int count, TimeSpan wall, Spent spent) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: {count / wall.TotalSeconds:N0}/s wall, {count / spent.Processor.TotalSeconds:N0} per CPU second ({count:N0} in {spent})"));
}
