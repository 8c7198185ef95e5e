using System.Security.Cryptography;

namespace Entente.As4.Security.Encryption;

/// <summary>AES-128-GCM as XML Encryption 1.1 (5.2.4) writes it: 12 octets of nonce, the ciphertext, 16 octets of tag.</summary>
internal static class ContentCipher
{
    public const int KeyOctets = 16;

    private const int Nonce = 12;
    private const int Tag = 16;

    public static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, RandomNumberGenerator random)
    {
        var written = new byte[Nonce + content.Length + Tag];
        var nonce = written.AsSpan(0, Nonce);
        random.GetBytes(nonce);
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(nonce, content, written.AsSpan(Nonce, content.Length), written.AsSpan(Nonce + content.Length));
        return written;
    }

    /// <summary>The content, or <see langword="null"/> where the key is another or the octets were changed.</summary>
    public static byte[]? Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> written)
    {
        if (written.Length < Nonce + Tag)
        {
            return null;
        }

        var content = new byte[written.Length - Nonce - Tag];
        using var aes = new AesGcm(key, Tag);
        try
        {
            aes.Decrypt(written[..Nonce], written[Nonce..^Tag], written[^Tag..], content);
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
