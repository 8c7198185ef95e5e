using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Entente.As4.Security.OpenSsl;

/// <summary>Keys and what they do, over <see cref="LibCrypto"/>. What a partner can cause comes back as a value; what only we can cause is an exception.</summary>
internal static class Evp
{
    // All of a SubjectPublicKeyInfo but the point (RFC 8410).
    private static readonly byte[] Ed25519Prefix = Convert.FromHexString("302a300506032b6570032100");
    private static readonly byte[] X25519Prefix = Convert.FromHexString("302a300506032b656e032100");

    public static byte[] Ed25519Spki(ReadOnlySpan<byte> point) => [.. Ed25519Prefix, .. point];

    public static KeyHandle GenerateRsa(int bits)
    {
        using var operation = LibCrypto.NewOperation(LibCrypto.EvpPkeyRsa, IntPtr.Zero);
        Must(LibCrypto.GenerateInit(operation));
        Must(LibCrypto.Set(operation, "rsa_keygen_bits", bits.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Must(LibCrypto.Generate(operation, out var key));
        return KeyHandle.Own(key);
    }

    public static KeyHandle FromRaw(KeyAlgorithm algorithm, ReadOnlySpan<byte> raw) =>
        Must(LibCrypto.NewRawPrivateKey(algorithm == KeyAlgorithm.Ed25519 ? LibCrypto.EvpPkeyEd25519 : LibCrypto.EvpPkeyX25519, IntPtr.Zero, raw, (nuint)raw.Length));

    public static unsafe KeyHandle? ReadPkcs8(ReadOnlySpan<byte> der)
    {
        fixed (byte* start = der)
        {
            var at = start;
            var key = LibCrypto.ReadPrivateKey(IntPtr.Zero, ref at, der.Length);
            LibCrypto.ClearErrors();
            return key.IsInvalid || at != start + der.Length ? null : key;
        }
    }

    public static unsafe KeyHandle? ReadSubjectPublicKey(ReadOnlySpan<byte> der)
    {
        // OpenSSL's general reader tries every kind of key there is; these two need none of that.
        foreach (var (type, prefix) in new[] { (LibCrypto.EvpPkeyEd25519, Ed25519Prefix), (LibCrypto.EvpPkeyX25519, X25519Prefix) })
        {
            if (der.StartsWith(prefix))
            {
                return LibCrypto.NewRawPublicKey(type, IntPtr.Zero, der[prefix.Length..], (nuint)(der.Length - prefix.Length)) is { IsInvalid: false } raw ? raw : null;
            }
        }

        fixed (byte* start = der)
        {
            var at = start;
            var key = LibCrypto.ReadPublicKey(IntPtr.Zero, ref at, der.Length);
            LibCrypto.ClearErrors();
            return key.IsInvalid || at != start + der.Length ? null : key;
        }
    }

    public static unsafe byte[] WritePkcs8(KeyHandle key)
    {
        var pkcs8 = LibCrypto.ToPkcs8(key);
        Must(pkcs8 == IntPtr.Zero ? 0 : 1);
        try
        {
            var der = new byte[Must(LibCrypto.WritePkcs8(pkcs8, null))];
            fixed (byte* start = der)
            {
                var at = start;
                Must(LibCrypto.WritePkcs8(pkcs8, &at));
            }

            return der;
        }
        finally
        {
            LibCrypto.FreePkcs8(pkcs8);
        }
    }

    public static unsafe byte[] WriteSubjectPublicKey(KeyHandle key)
    {
        if (LibCrypto.BaseId(key) is LibCrypto.EvpPkeyEd25519 or LibCrypto.EvpPkeyX25519)
        {
            var raw = new byte[32];
            var length = (nuint)raw.Length;
            Must(LibCrypto.RawPublicKey(key, raw, ref length));
            return LibCrypto.BaseId(key) == LibCrypto.EvpPkeyEd25519 ? Ed25519Spki(raw) : [.. X25519Prefix, .. raw];
        }

        var der = new byte[Must(LibCrypto.WritePublicKey(key, null))];
        fixed (byte* start = der)
        {
            var at = start;
            Must(LibCrypto.WritePublicKey(key, &at));
        }

        return der;
    }

    /// <summary>A signature as XML Signature writes it: for ECDSA the two numbers side by side, not in DER.</summary>
    public static byte[] Sign(KeyHandle key, KeyAlgorithm algorithm, ReadOnlySpan<byte> message)
    {
        using var digest = LibCrypto.NewDigest();
        Must(LibCrypto.DigestSignInit(digest, IntPtr.Zero, DigestOf(algorithm), IntPtr.Zero, key));
        Span<byte> signature = stackalloc byte[2048];
        var length = (nuint)signature.Length;
        Must(LibCrypto.DigestSign(digest, signature, ref length, message, (nuint)message.Length));
        signature = signature[..(int)length];
        return algorithm == KeyAlgorithm.P256 ? FromDer(signature) : signature.ToArray();
    }

    public static bool Verify(KeyHandle key, KeyAlgorithm algorithm, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (algorithm == KeyAlgorithm.P256)
        {
            if (signature.Length != 64)
            {
                return false;
            }

            signature = ToDer(signature);
        }

        using var digest = LibCrypto.NewDigest();
        Must(LibCrypto.DigestVerifyInit(digest, IntPtr.Zero, DigestOf(algorithm), IntPtr.Zero, key));
        var valid = LibCrypto.DigestVerify(digest, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1;
        LibCrypto.ClearErrors();
        return valid;
    }

    /// <summary>The shared secret of two keys on one curve; <see langword="null"/> where the peer's point gives none, for example one of low order on X25519.</summary>
    public static byte[]? Agree(KeyHandle own, KeyHandle peer)
    {
        using var operation = LibCrypto.NewOperation(own, IntPtr.Zero);
        Must(LibCrypto.DeriveInit(operation));
        var secret = new byte[32];
        var length = (nuint)secret.Length;
        var agreed = LibCrypto.DeriveSetPeer(operation, peer) == 1 && LibCrypto.Derive(operation, secret, ref length) == 1 && length == 32;
        LibCrypto.ClearErrors();
        return agreed ? secret : null;
    }

    public static byte[] EncryptOaep(KeyHandle key, Oaep oaep, ReadOnlySpan<byte> message)
    {
        using var operation = LibCrypto.NewOperation(key, IntPtr.Zero);
        Must(LibCrypto.EncryptInit(operation));
        Pad(operation, oaep);
        Span<byte> output = stackalloc byte[2048];
        var length = (nuint)output.Length;
        Must(LibCrypto.Encrypt(operation, output, ref length, message, (nuint)message.Length));
        return output[..(int)length].ToArray();
    }

    /// <summary>The message, or <see langword="null"/>. OpenSSL takes the padding off in constant time, so that a sender cannot learn from us where it is wrong.</summary>
    public static byte[]? DecryptOaep(KeyHandle key, Oaep oaep, ReadOnlySpan<byte> encrypted)
    {
        using var operation = LibCrypto.NewOperation(key, IntPtr.Zero);
        Must(LibCrypto.DecryptInit(operation));
        Pad(operation, oaep);
        Span<byte> output = stackalloc byte[2048];
        var length = (nuint)output.Length;
        var decrypted = LibCrypto.Decrypt(operation, output, ref length, encrypted, (nuint)encrypted.Length) == 1;
        LibCrypto.ClearErrors();
        return decrypted ? output[..(int)length].ToArray() : null;
    }

    private static void Pad(OperationHandle operation, Oaep oaep)
    {
        Must(LibCrypto.Set(operation, "rsa_padding_mode", "oaep"));
        Must(LibCrypto.Set(operation, "rsa_oaep_md", oaep.Digest));
        Must(LibCrypto.Set(operation, "rsa_mgf1_md", oaep.Mask));
    }

    private static IntPtr DigestOf(KeyAlgorithm algorithm) => algorithm == KeyAlgorithm.Ed25519 ? IntPtr.Zero : LibCrypto.Sha256();

    private static byte[] FromDer(ReadOnlySpan<byte> der)
    {
        var sequence = new AsnReader(der.ToArray(), AsnEncodingRules.DER).ReadSequence();
        var signature = new byte[64];
        foreach (var half in new[] { signature.AsMemory(0, 32), signature.AsMemory(32) })
        {
            var number = sequence.ReadInteger();
            var length = number.GetByteCount(isUnsigned: true);
            number.TryWriteBytes(half.Span[(32 - length)..], out _, isUnsigned: true, isBigEndian: true);
        }

        return signature;
    }

    public static byte[] ToDer(ReadOnlySpan<byte> signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(signature[..32], isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(signature[32..], isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }

    private static int Must(int result) => result > 0 ? result : throw new CryptographicException("OpenSSL refused an operation on a key of our own.");

    private static KeyHandle Must(KeyHandle key) => key.IsInvalid ? throw new CryptographicException("OpenSSL refused a key of our own.") : key;
}
