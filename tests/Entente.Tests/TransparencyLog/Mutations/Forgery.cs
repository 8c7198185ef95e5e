using Entente.TransparencyLog;

namespace Entente.Tests.TransparencyLog.Mutations;

/// <summary>What somebody with full rights on the store and the files can do, once each by a name.</summary>
internal static class Forgery
{
    private static readonly NoteSigner OtherKey = Given.Signer(Given.Origin, NoteAlgorithm.Ed25519, 77);

    /// <summary>Changes of what is stored, without the key of the log.</summary>
    public static IReadOnlyDictionary<string, Func<Shown, Random, Shown>> OfTheStore { get; } = new Dictionary<string, Func<Shown, Random, Shown>>
    {
        ["alter a record"] = (shown, random) => With(shown, random, record => record with { Content = Flipped(record.Content, random) }),
        ["alter a salt"] = (shown, random) => With(shown, random, record => record with { Salt = Flipped(record.Salt, random) }),
        ["delete a record"] = (shown, random) => shown with { Records = Without(shown.Records, random.Next(shown.Records.Count)), Proven = 0 },
        ["insert a record"] = (shown, random) => shown with { Records = Inserted(shown.Records, random) },
        ["reorder records"] = (shown, random) => shown with { Records = Swapped(shown.Records, random) },
        ["bind a leaf to another record"] = (shown, random) => With(shown, random, record => KeptRecord.Number(100_000 + random.Next(1000)) with { Salt = record.Salt }),
        ["bind a proof to another record"] = (shown, random) => shown with { Proven = (shown.Proven + 1 + random.Next(shown.Records.Count - 1)) % shown.Records.Count },
        ["alter a file"] = (shown, random) => WithFile(shown, random, bytes => Flipped(bytes, random)),
        ["cut a file"] = (shown, random) => WithFile(shown, random, bytes => bytes[..random.Next(bytes.Length)]),
        ["delete a file"] = (shown, random) => WithFile(shown, random, _ => null),
        ["alter the checkpoint"] = (shown, random) => shown with { Note = Flipped(shown.Note, random) },
        ["alter a stored proof"] = (shown, random) => shown with { Proof = Flipped(shown.Proof, random) },
        ["sign with another key"] = (shown, _) => shown with { Note = Read(shown.Note).Sign([OtherKey, Given.Canada, Given.Singapore], Given.Now).ToBytes() },
        ["roll back the time of a witness"] = (shown, random) => shown with { Note = Earlier(shown.Note, random) },
        ["delete the cosignatures"] = (shown, _) => shown with { Note = Read(shown.Note).Sign([Given.Log], Given.Now).ToBytes() },
    };

    /// <summary>Another history, consistent in itself, signed with the key of the log.</summary>
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<KeptRecord>, Random, IReadOnlyList<KeptRecord>>> OfHistory { get; } =
        new Dictionary<string, Func<IReadOnlyList<KeptRecord>, Random, IReadOnlyList<KeptRecord>>>
        {
            ["alter"] = (records, random) => [.. records.Index().Select(one => one.Index == 0 ? one.Item with { Content = Flipped(one.Item.Content, random) } : one.Item)],
            ["delete"] = (records, random) => Without(records, random.Next(records.Count)),
            ["insert"] = Inserted,
            ["reorder"] = Swapped,
            ["truncate"] = (records, random) => [.. records.Take(1 + random.Next(records.Count - 1))],
            ["truncate and regrow"] = (records, random) => [.. records.Take(random.Next(records.Count)), .. Enumerable.Range(200_000, records.Count + random.Next(5)).Select(KeptRecord.Number)],
        };

    private static Checkpoint Read(byte[] bytes) => Checkpoint.TryRead(Given.Note(bytes).Text, out var checkpoint, out var fault) ? checkpoint : throw new FormatException(fault.Detail);

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        var changed = bytes.ToArray();
        changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
        return changed;
    }

    private static Shown With(Shown shown, Random random, Func<KeptRecord, KeptRecord> change)
    {
        var at = random.Next(shown.Records.Count);
        return shown with { Records = [.. shown.Records.Index().Select(one => one.Index == at ? change(one.Item) : one.Item)] };
    }

    private static Shown WithFile(Shown shown, Random random, Func<byte[], byte[]?> change)
    {
        var (path, bytes) = shown.Log.Files.ElementAt(random.Next(shown.Log.Files.Count));
        return shown with { Log = shown.Log.With(path, change(bytes)) };
    }

    private static List<KeptRecord> Without(IReadOnlyList<KeptRecord> records, int at) => [.. records.Take(at), .. records.Skip(at + 1)];

    /// <summary>Before one of those that are there: what is put behind the last is no forgery.</summary>
    private static List<KeptRecord> Inserted(IReadOnlyList<KeptRecord> records, Random random)
    {
        var at = random.Next(records.Count);
        return [.. records.Take(at), KeptRecord.Number(100_000 + random.Next(1000)), .. records.Skip(at)];
    }

    private static List<KeptRecord> Swapped(IReadOnlyList<KeptRecord> records, Random random)
    {
        var (one, other) = (random.Next(records.Count), 0);
        do
        {
            other = random.Next(records.Count);
        }
        while (other == one);
        List<KeptRecord> swapped = [.. records];
        (swapped[one], swapped[other]) = (swapped[other], swapped[one]);
        return swapped;
    }

    private static byte[] Earlier(byte[] bytes, Random random)
    {
        var note = Given.Note(bytes);
        var at = 1 + random.Next(note.Signatures.Count - 1);
        var value = note.Signatures[at].Value.ToArray();
        value[6] -= (byte)(1 + random.Next(3));
        return SignedNote.Of(note.Text, [.. note.Signatures.Index().Select(one => one.Index == at ? one.Item with { Value = value } : one.Item)]).ToBytes();
    }
}
