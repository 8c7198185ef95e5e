using System.Buffers.Binary;

namespace Entente.TransparencyLog;

/// <summary>One signature line of a note, of a key that may be known or not.</summary>
/// <param name="Name">Of the key.</param>
/// <param name="KeyId">Together with the name it says which key; see <see cref="VerifierKey.Id"/>.</param>
/// <param name="Value">What the algorithm of that key makes of it.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Value)
{
    private const string Mark = "\u2014 ";

    // The last second of the year 9999, the last that a DateTimeOffset has.
    private const long LatestSecond = 253_402_300_799;

    /// <summary>The line, with the newline at its end.</summary>
    public string ToLine()
    {
        var bytes = new byte[sizeof(uint) + Value.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Value.Span.CopyTo(bytes.AsSpan(sizeof(uint)));
        return $"{Mark}{Name} {Convert.ToBase64String(bytes)}\n";
    }

    /// <param name="line">Without its newline.</param>
    internal static NoteSignature? TryParse(string line) =>
        line.StartsWith(Mark, StringComparison.Ordinal) && line[Mark.Length..].Split(' ') is [var name, var encoded] && VerifierKey.IsName(name)
        && StrictBase64.TryDecode(encoded) is { Length: > sizeof(uint) } bytes
            ? new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(sizeof(uint)))
            : null;

    internal bool IsOf(VerifierKey key) => KeyId == key.Id && Name == key.Name;

    internal bool TrySplit(NoteAlgorithm algorithm, out long unixSeconds, out ReadOnlySpan<byte> bare)
    {
        unixSeconds = 0;
        bare = Value.Span;
        if (algorithm.IsTimed)
        {
            if (bare.Length < sizeof(long) || (unixSeconds = BinaryPrimitives.ReadInt64BigEndian(bare)) is < 0 or > LatestSecond)
            {
                return false;
            }

            bare = bare[sizeof(long)..];
        }

        return bare.Length == algorithm.SignatureSize;
    }
}
