using System.Security.Cryptography;

namespace Entente.Protocol.Federation;

/// <summary>The SHA-256 of the exact bytes of a card: what two officers compare by another channel before they trust it.</summary>
public static class CardFingerprint
{
    /// <summary>64 small hexadecimal digits.</summary>
    public static string Of(ReadOnlySpan<byte> card) => Convert.ToHexStringLower(SHA256.HashData(card));

    /// <summary>In groups of four, as it is read out.</summary>
    public static string Grouped(string fingerprint) => string.Join(' ', fingerprint.Chunk(4).Select(group => new string(group)));

    /// <summary>What somebody typed, without spaces and hyphens and in small letters; <see langword="null"/> if that is no fingerprint.</summary>
    public static string? Typed(string? text)
    {
        var digits = string.Concat((text ?? "").Where(letter => !char.IsWhiteSpace(letter) && letter is not ('-' or ':'))).ToLowerInvariant();
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit) ? digits : null;
    }
}
