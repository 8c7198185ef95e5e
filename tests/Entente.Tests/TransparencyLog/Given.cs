using System.Text;
using Entente.As4.Security;
using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog;

/// <summary>A log of the Netherlands, its witnesses, and trees of numbered entries.</summary>
internal static class Given
{
    public const string Origin = "customs.nl.example/ledger/2026";

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly NoteSigner Log = Signer(Origin, NoteAlgorithm.Ed25519, 1);
    public static readonly NoteSigner Canada = Signer("customs.ca.example/witness", NoteAlgorithm.Cosignature, 2);
    public static readonly NoteSigner Singapore = Signer("customs.sg.example/witness", NoteAlgorithm.Cosignature, 3);
    public static readonly NoteSigner Stranger = Signer("stranger.example", NoteAlgorithm.Cosignature, 4);

    /// <summary>The primitive of the node.</summary>
    public static readonly KeyOpening Open = key => SubjectPublicKey.FromEd25519(key.PublicKey.Span).Verifies;

    public static readonly string PolicyText = $"""
        log {Log.Key}
        witness canada {Canada.Key}
        witness singapore {Singapore.Key}
        group both all canada singapore
        quorum both

        """;

    public static NoteSigner Signer(string name, NoteAlgorithm algorithm, byte seed)
    {
        var key = PrivateKey.FromPkcs8([.. Convert.FromHexString("302e020100300506032b657004220420"), .. Enumerable.Repeat(seed, 32)]);
        return new(VerifierKey.Of(name, algorithm, key.PublicKey.Point.Span), key.Sign);
    }

    public static NoteVerifier Verifier(NoteSigner signer) => new(signer.Key, Open(signer.Key)!);

    public static NoteVerifier Verifier(string key) => VerifierKey.TryParse(key, out var parsed) ? new(parsed, Open(parsed)!) : throw new FormatException(key);

    public static LogPolicy Policy(string text) =>
        LogPolicy.TryParse(Encoding.UTF8.GetBytes(text), Open, out var policy, out var fault) ? policy : throw new FormatException($"{fault.At}: {fault.Detail}");

    public static byte[][] Entries(int count) => [.. Enumerable.Range(0, count).Select(n => Encoding.UTF8.GetBytes($"entry {n}"))];

    public static SignedNote Note(ReadOnlySpan<byte> bytes) => SignedNote.TryParse(bytes, out var note, out var fault) ? note : throw new FormatException(fault.Detail);

    /// <summary>Signed by the log and by both witnesses.</summary>
    public static SignedNote Cosigned(Checkpoint checkpoint) => checkpoint.Sign([Log, Canada, Singapore], Now);
}

/// <summary>A log whose tiles lie in memory.</summary>
internal sealed class MemoryLog
{
    private readonly GrowingTree tree = new();

    public Dictionary<TileAddress, Tile> Tiles { get; } = [];

    public List<byte[]> Entries { get; } = [];

    public long Size => tree.Size;

    public static MemoryLog Of(IEnumerable<byte[]> entries)
    {
        var log = new MemoryLog();
        log.Append(entries);
        return log;
    }

    public void Append(IEnumerable<byte[]> entries)
    {
        foreach (var entry in entries)
        {
            tree.Append(TreeHash.OfEntry(entry));
            Entries.Add(entry);
        }

        foreach (var tile in tree.TakeChanged())
        {
            Tiles[tile.Address] = tile;
        }
    }

    public TiledTree Tree() => new(Size, address => Tiles[address]);

    public Checkpoint Checkpoint() => new(Given.Origin, Size, tree.Root());
}
