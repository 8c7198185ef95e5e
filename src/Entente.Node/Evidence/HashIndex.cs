using System.Buffers.Binary;
using Entente.Node.Platform;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence;

/// <summary>Finds the record of a leaf, or the one that names the SHA-256 of a message's exact bytes, by that hash. It is local, can be made anew from what is stored at any time, and proves nothing: what it finds is compared as a whole before it is believed.</summary>
/// <remarks>
/// What is said in a record is in it only as the salted leaf. An index by the record's own bytes would let whoever guesses an erased record confirm the guess; the bytes of a message hold signatures, which nobody guesses.
/// The newest records, fewer than a piece, are looked through without it.
/// </remarks>
internal sealed class HashIndex(Database database)
{
    public const int Size = 32;

    /// <summary>How many records a piece covers.</summary>
    private const int Whole = 2048;

    private const int Entry = 10;
    private const string Named = "\"sha256\":\"";

    /// <param name="Record">The record's number.</param>
    /// <param name="What"><c>leaf</c>, or <c>message</c> where the record names the hash.</param>
    /// <param name="Subject">The message.</param>
    internal sealed record Found(long Record, string What, string? Subject);

    /// <summary>Reads 64 hexadecimal digits, or Base64.</summary>
    public static byte[]? Read(string? text)
    {
        var bytes = new byte[Size];
        return text?.Trim() switch
        {
            { Length: 2 * Size } hex when hex.All(char.IsAsciiHexDigit) => Convert.FromHexString(hex),
            { Length: 44 } encoded when Convert.TryFromBase64String(encoded.Replace('-', '+').Replace('_', '/'), bytes, out var length) && length == Size => bytes,
            _ => null,
        };
    }

    /// <summary>Makes the pieces that can be made of what was recorded since.</summary>
    public async Task GrowAsync(CancellationToken cancellation)
    {
        while (await database.ReadAsync(session => Task.FromResult(Next(session)), cancellation) is { Count: Whole } records)
        {
            var hashes = Pack(records);
            await database.WriteAsync(
                session => session.Execute(
                    "INSERT INTO log_index (first_record, last_record, hashes) VALUES (@first, @last, @hashes) ON CONFLICT (first_record) DO NOTHING",
                    new { first = records[0].Seq, last = records[^1].Seq, hashes }),
                cancellation);
        }
    }

    /// <summary>Makes all of it anew.</summary>
    /// <returns>How many hashes it has.</returns>
    public async Task<long> RebuildAsync(CancellationToken cancellation)
    {
        await database.WriteAsync(static session => session.Execute("DELETE FROM log_index"), cancellation);
        await GrowAsync(cancellation);
        return await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COALESCE(SUM(LENGTH(hashes)), 0) FROM log_index"), cancellation) / Entry;
    }

    /// <summary>The record that a hash leads to, if the reader may see it.</summary>
    /// <param name="hash">The hash of a leaf, or the SHA-256 of exact bytes.</param>
    /// <param name="within">The only authority whose records the reader may see; <see langword="null"/> for all.</param>
    /// <param name="cancellation">Ends the search.</param>
    public Task<Found?> FindAsync(byte[] hash, string? within, CancellationToken cancellation) => database.ReadAsync(
        session => Task.FromResult(Find(session, hash) is { } found && MaySee(session, found.Record, within) ? found : null), cancellation);

    private static bool MaySee(Session session, long record, string? within) =>
        session.Scalar<long>("SELECT COUNT(*) FROM record_entry WHERE seq = @record AND (@within IS NULL OR authority_id = @within)", new { record, within }) > 0;

    private static Found? Find(Session session, byte[] hash)
    {
        foreach (var first in session.Query<long>("SELECT first_record FROM log_index ORDER BY first_record"))
        {
            foreach (var record in Look(session.Scalar<byte[]>("SELECT hashes FROM log_index WHERE first_record = @first", new { first })!, hash).Select(behind => first + behind))
            {
                if (session.Find<Indexed>(
                    "SELECT e.seq, e.leaf, e.subject_kind, c.subject_id, c.detail FROM record_entry e LEFT JOIN record_content c ON c.seq = e.seq WHERE e.seq = @record", new { record })?.Match(hash) is { } found)
                {
                    return found;
                }
            }
        }

        return Next(session).Select(one => one.Match(hash)).FirstOrDefault(static found => found is not null);
    }

    /// <summary>What the next piece is made of; fewer where there are not as many yet.</summary>
    private static List<Indexed> Next(Session session) => session.Query<Indexed>(
        """
        SELECT e.seq, e.leaf, e.subject_kind, c.subject_id, c.detail FROM record_entry e LEFT JOIN record_content c ON c.seq = e.seq
        WHERE e.seq > (SELECT COALESCE(MAX(last_record), 0) FROM log_index) ORDER BY e.seq LIMIT @Whole
        """,
        new { Whole });

    private static byte[] Pack(List<Indexed> records)
    {
        var entries = records.SelectMany(record => record.Hashes().Select(hash => (Prefix: PrefixOf(hash), Behind: (ushort)(record.Seq - records[0].Seq)))).Order().ToList();
        var bytes = new byte[entries.Count * Entry];
        for (var n = 0; n < entries.Count; n++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(n * Entry), entries[n].Prefix);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(n * Entry + sizeof(ulong)), entries[n].Behind);
        }

        return bytes;
    }

    private static IEnumerable<ushort> Look(byte[] piece, byte[] hash)
    {
        var sought = PrefixOf(hash);
        var (low, high) = (0, piece.Length / Entry);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = PrefixOf(piece.AsSpan(middle * Entry)) < sought ? (middle + 1, high) : (low, middle);
        }

        for (; low < piece.Length / Entry && PrefixOf(piece.AsSpan(low * Entry)) == sought; low++)
        {
            yield return BinaryPrimitives.ReadUInt16BigEndian(piece.AsSpan(low * Entry + sizeof(ulong)));
        }
    }

    private static ulong PrefixOf(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt64BigEndian(hash);

    private sealed record Indexed
    {
        public required long Seq { get; init; }

        public byte[]? Leaf { get; init; }

        public required string SubjectKind { get; init; }

        public string? SubjectId { get; init; }

        public string? Detail { get; init; }

        private byte[]? LeafHash => Leaf is null ? null : TreeHash.OfEntry(Leaf).ToArray();

        // Written by JsonDetail and its like, without spaces.
        private byte[]? Bytes => SubjectKind == "message" && Detail is { } detail && detail.IndexOf(Named, StringComparison.Ordinal) is var at and >= 0 && detail.Length >= at + Named.Length + (2 * Size)
            ? Read(detail.Substring(at + Named.Length, 2 * Size))
            : null;

        public IEnumerable<byte[]> Hashes() => ((byte[]?[])[LeafHash, Bytes]).OfType<byte[]>();

        public Found? Match(byte[] hash) =>
            LeafHash?.AsSpan().SequenceEqual(hash) == true ? new(Seq, "leaf", null)
            : Bytes?.AsSpan().SequenceEqual(hash) == true ? new(Seq, SubjectKind, SubjectId)
            : null;
    }
}
