using System.Security.Cryptography;

namespace Entente.As4.Security.Encryption;

/// <summary>From two keys on one curve to the key that wraps: Diffie-Hellman and HKDF with HMAC-SHA256 (RFC 5869).</summary>
internal static class KeyAgreement
{
    public const int SaltOctets = 16;

    private const int WrappingOctets = 16;

    /// <summary>The wrapping key, or <see langword="null"/> where the other's point gives no secret.</summary>
    public static byte[]? Derive(PrivateKey own, SubjectPublicKey other, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> context)
    {
        if (own.Agree(other) is not { } secret)
        {
            return null;
        }

        var key = new byte[WrappingOctets];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt, context);
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }
}
