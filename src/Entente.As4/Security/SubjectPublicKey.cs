using System.Formats.Asn1;
using Entente.As4.Security.OpenSsl;

namespace Entente.As4.Security;

/// <summary>A public key as certificates carry it (SubjectPublicKeyInfo, RFC 5280), of one of the kinds that the suites use.</summary>
public sealed class SubjectPublicKey
{
    internal const string RsaId = "1.2.840.113549.1.1.1";
    internal const string EcPublicKeyId = "1.2.840.10045.2.1";
    internal const string P256Id = "1.2.840.10045.3.1.7";
    internal const string X25519Id = "1.3.101.110";
    internal const string Ed25519Id = "1.3.101.112";

    // RSA of more bits costs the verifier too much: a modulus of 16384 bits takes a hundred times one of 2048.
    private const int LongestRsa = 8192;

    // Most keys come with a message and are never used, because the caller's own copy is; OpenSSL takes long to read one.
    private readonly Lazy<KeyHandle?> handle;

    private SubjectPublicKey(KeyAlgorithm algorithm, int bits, ReadOnlyMemory<byte> raw)
    {
        (Algorithm, Bits, Raw) = (algorithm, bits, raw);
        handle = new Lazy<KeyHandle?>(() => Evp.ReadSubjectPublicKey(raw.Span));
    }

    public KeyAlgorithm Algorithm { get; }

    /// <summary>The length of the RSA modulus, or of the curve's field.</summary>
    public int Bits { get; }

    /// <summary>The DER encoding.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The 32 bytes of an Ed25519 or X25519 key (RFC 8032, RFC 7748), as formats without certificates write it.</summary>
    public ReadOnlyMemory<byte> Point =>
        Algorithm is KeyAlgorithm.Ed25519 or KeyAlgorithm.X25519 ? Raw[^32..] : throw new InvalidOperationException("Only keys of these two curves are a point of 32 bytes.");

    /// <summary>Whether this is an RSA key of less than 2048 bits, which we do not write with.</summary>
    internal bool IsShort => Algorithm == KeyAlgorithm.Rsa && Bits < 2048;

    /// <summary>The key in OpenSSL; <see langword="null"/> where it is none, for example a point that is not on the curve.</summary>
    internal KeyHandle? Handle => handle.Value;

    /// <summary>Reads the DER encoding; <see langword="null"/> where it is malformed or of a kind that no suite uses.</summary>
    public static SubjectPublicKey? TryParse(ReadOnlyMemory<byte> raw)
    {
        try
        {
            var outer = new AsnReader(raw, AsnEncodingRules.DER);
            var info = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var identifier = info.ReadSequence();
            var id = identifier.ReadObjectIdentifier();
            var curve = id == EcPublicKeyId ? identifier.ReadObjectIdentifier() : null;
            var key = info.ReadBitString(out _);
            info.ThrowIfNotEmpty();
            (KeyAlgorithm Algorithm, int Bits)? kind = id switch
            {
                RsaId => (KeyAlgorithm.Rsa, ModulusBits(key)),
                EcPublicKeyId when curve == P256Id => (KeyAlgorithm.P256, 256),
                Ed25519Id when key.Length == 32 => (KeyAlgorithm.Ed25519, 256),
                X25519Id when key.Length == 32 => (KeyAlgorithm.X25519, 256),
                _ => null,
            };
            return kind is { } known && known.Bits <= LongestRsa ? new SubjectPublicKey(known.Algorithm, known.Bits, raw) : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>The Ed25519 key of 32 bytes. Whether they are a point of the curve shows when it verifies: where not, nothing does.</summary>
    public static SubjectPublicKey FromEd25519(ReadOnlySpan<byte> point)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(point.Length, 32, nameof(point));
        return new(KeyAlgorithm.Ed25519, 256, Evp.Ed25519Spki(point));
    }

    /// <summary>Whether the signature is this key's over exactly these bytes.</summary>
    public bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Algorithm != KeyAlgorithm.X25519 && Handle is { } key && Evp.Verify(key, Algorithm, message, signature);

    internal byte[] EncryptOaep(Oaep oaep, ReadOnlySpan<byte> message) =>
        Evp.EncryptOaep(Handle ?? throw new InvalidOperationException("The recipient's key is none that OpenSSL can use."), oaep, message);

    private static int ModulusBits(byte[] key) =>
        (int)new AsnReader(key, AsnEncodingRules.DER).ReadSequence().ReadInteger().GetBitLength();
}
