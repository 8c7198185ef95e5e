using System.Security.Cryptography;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Evidence.Custody;

/// <summary>The bytes of a thing: as they were announced, and how far they are here. Never more than one chunk of them is in memory.</summary>
internal sealed record CustodyContent
{
    /// <summary>Of all chunks but the last.</summary>
    public const int ChunkBytes = 4 * 1024 * 1024;

    public const long MostBytes = 1L << 30;

    private const int LongestName = 200;
    private const int LongestType = 100;

    public long Item { get; init; }

    public string Name { get; init; } = "";

    public string MediaType { get; init; } = "";

    public long Size { get; init; }

    public string? Sha256 { get; init; }

    public string BegunBy { get; init; } = "";

    public DateTimeOffset BegunAt { get; init; }

    /// <summary>The record of their end.</summary>
    public long? Record { get; init; }

    public bool IsWhole => Record is not null;

    public long Chunks => ChunksOf(Size);

    public static long ChunksOf(long size) => (size + ChunkBytes - 1) / ChunkBytes;

    /// <summary>How many bytes a chunk has; 0 where there is none of that number.</summary>
    public int SizeOf(long chunk) => chunk < 1 || chunk > Chunks ? 0 : (int)Math.Min(ChunkBytes, Size - ((chunk - 1) * ChunkBytes));

    public static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    public static CustodyContent? Find(Session session, long item) =>
        session.Find<CustodyContent>("SELECT item, name, media_type, size, sha256, begun_by, begun_at, record FROM custody_content WHERE item = @item", new { item });

    /// <summary>The chunks that are here, with their digests.</summary>
    public static List<CustodyChunk> ChunksOf(Session session, long item) =>
        session.Query<CustodyChunk>("SELECT ordinal, sha256 FROM custody_chunk WHERE item = @item ORDER BY ordinal", new { item });

    public static Task<byte[]?> ReadAsync(Database database, long item, long chunk, CancellationToken cancellation) =>
        database.ReadAsync(session => session.ScalarAsync<byte[]>("SELECT body FROM custody_chunk WHERE item = @item AND ordinal = @chunk", new { item, chunk }), cancellation);

    /// <summary>The bytes of one chunk, in a transaction that needs them.</summary>
    public static byte[]? Read(Session session, long item, long chunk) =>
        session.Scalar<byte[]>("SELECT body FROM custody_chunk WHERE item = @item AND ordinal = @chunk", new { item, chunk });

    /// <summary>What is wrong with what is announced; <see langword="null"/>: nothing is.</summary>
    public Fault? Check() =>
        Name.Length is 0 or > LongestName || MediaType.Length is 0 or > LongestType || Name.Any(char.IsControl) || MediaType.Any(char.IsControl) ? new(FaultCode.Malformed, "A file has a name of at most 200 characters, and a type.", "$.name")
        : Size < 1 ? new(FaultCode.Malformed, "The file is empty.", "$.size")
        : Size > MostBytes ? new(FaultCode.TooLarge, $"At most {MostBytes} bytes are taken.", "$.size")
        : Sha256 is { } digest && !IsDigest(digest) ? new(FaultCode.Malformed, "An SHA-256 has 64 hexadecimal digits.", "$.sha256")
        : null;

    /// <summary>Announces the bytes. The same again is what stands already.</summary>
    public Fault? Begin(Session session)
    {
        if (Find(session, Item) is { } there)
        {
            return there.Size == Size && there.Name == Name && (there.Sha256 is null || Sha256 is null || there.Sha256 == Sha256)
                ? null
                : new(FaultCode.CustodyContent, there.IsWhole ? "Its file is here already, and is never replaced." : $"Another file was begun: {there.Name}, {there.Size} bytes. Continue it, or discard it first.");
        }

        session.Execute(
            "INSERT INTO custody_content (item, name, media_type, size, sha256, begun_by, begun_at) VALUES (@Item, @Name, @MediaType, @Size, @Sha256, @BegunBy, @Now)",
            new { Item, Name, MediaType, Size, Sha256, BegunBy, session.Now });
        return null;
    }

    /// <summary>Takes a chunk, in any order; the same again changes nothing.</summary>
    public Fault? Put(Session session, long chunk, byte[] body, string sha256)
    {
        if (session.Find<CustodyChunk>("SELECT ordinal, sha256 FROM custody_chunk WHERE item = @Item AND ordinal = @chunk", new { Item, chunk }) is { } there)
        {
            return there.Sha256 == sha256 ? null : new(FaultCode.CustodyContent, $"Chunk {chunk} is here already with other bytes: this is another file. Discard the one that was begun first.");
        }

        if (IsWhole || body.Length != SizeOf(chunk))
        {
            return new(FaultCode.CustodyContent, $"Chunk {chunk} of this file has {SizeOf(chunk)} bytes; {body.Length} came.");
        }

        session.Execute(
            "INSERT INTO custody_chunk (item, ordinal, sha256, size, body) VALUES (@Item, @chunk, @sha256, @size, @body)", new { Item, chunk, sha256, size = (long)body.Length, body });
        return null;
    }

    public static string DigestOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>Computes the digest of the whole, chunk by chunk; <see langword="null"/> while one is missing.</summary>
    public async Task<string?> DigestAsync(Database database, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var chunk = 1L; chunk <= Chunks; chunk++)
        {
            if (await ReadAsync(database, Item, chunk, cancellation) is not { } body)
            {
                return null;
            }

            hash.AppendData(body);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The bytes are all there, under that record.</summary>
    public void End(Session session, string sha256, long record) =>
        session.Execute("UPDATE custody_content SET sha256 = @sha256, record = @record WHERE item = @Item", new { sha256, record, Item });

    /// <summary>Takes the bytes away; what is on record of them stays.</summary>
    public static void Remove(Session session, long item)
    {
        session.Execute("DELETE FROM custody_chunk WHERE item = @item", new { item });
        session.Execute("DELETE FROM custody_content WHERE item = @item", new { item });
    }
}

/// <summary>A part of a file that is here.</summary>
internal sealed record CustodyChunk
{
    public long Ordinal { get; init; }

    public string Sha256 { get; init; } = "";
}
