using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Entente.As4.Security.OpenSsl;

namespace Entente.As4.Security;

/// <summary>A private key of ours: signs, decrypts keys, or agrees on keys, as its algorithm allows. It may be used by several threads at once.</summary>
public sealed class PrivateKey : IDisposable
{
    /// <summary>How long a key of RSA is unless somebody asks for another length: what ENISA advises for use beyond the next years (Algorithms, Key Sizes and Parameters Report, to which eDelivery AS4 refers).</summary>
    public const int RsaBits = 3072;

    private static readonly BigInteger P256Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    private readonly KeyHandle handle;

    private PrivateKey(KeyHandle handle)
    {
        this.handle = handle;
        PublicKey = SubjectPublicKey.TryParse(Evp.WriteSubjectPublicKey(handle)) ?? throw new CryptographicException("The key is of no kind that a suite uses.");
    }

    public KeyAlgorithm Algorithm => PublicKey.Algorithm;

    public SubjectPublicKey PublicKey { get; }

    /// <summary>A new key from the numbers given. Those of RSA are drawn by OpenSSL itself, <see cref="RsaBits"/> long.</summary>
    public static PrivateKey Generate(KeyAlgorithm algorithm, RandomNumberGenerator random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (algorithm == KeyAlgorithm.Rsa)
        {
            return GenerateRsa(RsaBits);
        }

        Span<byte> secret = stackalloc byte[32];
        try
        {
            do
            {
                random.GetBytes(secret);
            }
            while (algorithm == KeyAlgorithm.P256 && !IsP256Scalar(secret));

            return algorithm == KeyAlgorithm.P256 ? FromPkcs8(P256Pkcs8(secret)) : new PrivateKey(Evp.FromRaw(algorithm, secret));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    public static PrivateKey GenerateRsa(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 8192);
        return new PrivateKey(Evp.GenerateRsa(bits));
    }

    /// <summary>A key from its PKCS #8 form (RFC 5958), not encrypted.</summary>
    /// <exception cref="CryptographicException">The bytes are no such key, or one that no suite uses.</exception>
    public static PrivateKey FromPkcs8(ReadOnlySpan<byte> pkcs8) =>
        new(Evp.ReadPkcs8(pkcs8) ?? throw new CryptographicException("The bytes are no private key in PKCS #8 form."));

    /// <summary>The PKCS #8 form. The caller keeps it secret and clears it after use.</summary>
    public byte[] ToPkcs8() => Evp.WritePkcs8(handle);

    /// <summary>Signs with the signature algorithm of the suite that has this kind of key.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => Algorithm == KeyAlgorithm.X25519
        ? throw new InvalidOperationException("An X25519 key agrees on keys; it cannot sign.")
        : Evp.Sign(handle, Algorithm, message);

    public void Dispose() => handle.Dispose();

    internal byte[]? Agree(SubjectPublicKey peer) => Algorithm == peer.Algorithm && peer.Handle is { } key ? Evp.Agree(handle, key) : null;

    internal byte[]? DecryptOaep(Oaep oaep, ReadOnlySpan<byte> encrypted) => Evp.DecryptOaep(handle, oaep, encrypted);

    private static bool IsP256Scalar(ReadOnlySpan<byte> secret) =>
        new BigInteger(secret, isUnsigned: true, isBigEndian: true) is var scalar && scalar > 0 && scalar < P256Order;

    private static byte[] P256Pkcs8(ReadOnlySpan<byte> scalar)
    {
        var key = new AsnWriter(AsnEncodingRules.DER);
        using (key.PushSequence())
        {
            key.WriteInteger(1);
            key.WriteOctetString(scalar);
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(SubjectPublicKey.EcPublicKeyId);
                writer.WriteObjectIdentifier(SubjectPublicKey.P256Id);
            }

            writer.WriteOctetString(key.Encode());
        }

        return writer.Encode();
    }
}
