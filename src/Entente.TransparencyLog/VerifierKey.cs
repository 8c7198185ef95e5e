using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Entente.TransparencyLog;

/// <summary>A public key under the name that signs notes with it, in the text form <c>name+id+key</c> (C2SP signed-note, "vkey").</summary>
public sealed record VerifierKey
{
    private const int LongestName = 255;

    private VerifierKey(string name, NoteAlgorithm algorithm, byte[] publicKey)
    {
        (Name, Algorithm, PublicKey) = (name, algorithm, publicKey);
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', algorithm.Id, .. publicKey]));
    }

    /// <summary>For example <c>customs.nl.example/ledger/2026</c>; that of a log is its origin.</summary>
    public string Name { get; }

    public NoteAlgorithm Algorithm { get; }

    /// <summary>The first four bytes of a hash over name, algorithm and key: finds the key of a signature, and proves nothing.</summary>
    public uint Id { get; }

    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <exception cref="ArgumentException">The name or the length of the key is none.</exception>
    public static VerifierKey Of(string name, NoteAlgorithm algorithm, ReadOnlySpan<byte> publicKey)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ArgumentOutOfRangeException.ThrowIfNotEqual(publicKey.Length, algorithm.PublicKeySize, nameof(publicKey));
        return IsName(name) && name.Length <= LongestName ? new(name, algorithm, publicKey.ToArray()) : throw new ArgumentException("The name of a key has at least one character, and no space or plus.", nameof(name));
    }

    /// <summary>Reads the text form; its id must be that of its name and key, and the algorithm one that we verify.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out VerifierKey? key)
    {
        key = null;
        if (text?.Split('+', 3) is not [var name, { Length: 8 } id, var encoded] || !IsName(name) || name.Length > LongestName || !id.All(char.IsAsciiHexDigitLower)
            || StrictBase64.TryDecode(encoded) is not [var type, ..] bytes
            || NoteAlgorithm.All.FirstOrDefault(known => known.Id == type) is not { } algorithm || bytes.Length != 1 + algorithm.PublicKeySize)
        {
            return false;
        }

        var read = new VerifierKey(name, algorithm, bytes[1..]);
        key = read.Id == uint.Parse(id, NumberStyles.HexNumber, CultureInfo.InvariantCulture) ? read : null;
        return key is not null;
    }

    public bool Equals(VerifierKey? other) => other is not null && Name == other.Name && Algorithm == other.Algorithm && PublicKey.Span.SequenceEqual(other.PublicKey.Span);

    public override int GetHashCode() => HashCode.Combine(Name, Id);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([Algorithm.Id, .. PublicKey.Span])}");

    /// <summary>Names of keys are not empty and have neither white space nor a plus nor a control character. Half a surrogate pair reads as the replacement character.</summary>
    internal static bool IsName([NotNullWhen(true)] string? name) =>
        !string.IsNullOrEmpty(name) && !name.Contains('+', StringComparison.Ordinal)
        && !name.EnumerateRunes().Any(letter => Rune.IsWhiteSpace(letter) || letter.Value < ' ' || letter == Rune.ReplacementChar);
}
