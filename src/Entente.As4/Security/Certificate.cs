using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Entente.As4.Security;

/// <summary>An X.509 certificate as far as message security needs it, with keys of every kind that a suite uses. That it can be read says nothing about trust.</summary>
public sealed class Certificate : IEquatable<Certificate>
{
    private const string SubjectKeyIdentifierId = "2.5.29.14";

    private Certificate(ReadOnlyMemory<byte> raw, SubjectPublicKey publicKey, DistinguishedName issuer, DistinguishedName subject)
        => (Raw, PublicKey, Issuer, Subject) = (raw, publicKey, issuer, subject);

    /// <summary>The DER encoding.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    public SubjectPublicKey PublicKey { get; }

    public DistinguishedName Issuer { get; }

    public DistinguishedName Subject { get; }

    public BigInteger SerialNumber { get; private init; }

    public DateTimeOffset NotBefore { get; private init; }

    public DateTimeOffset NotAfter { get; private init; }

    /// <summary>The subject key identifier: the extension, or what RFC 5280 (4.2.1.2, method 1) computes where the certificate has none.</summary>
    public ReadOnlyMemory<byte> KeyIdentifier { get; private init; }

    /// <summary>The SHA-256 of the encoding: what officers compare by telephone.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Raw.Span));

    /// <summary>Reads the DER encoding; <see langword="null"/> where it is malformed or its key is of a kind that no suite uses.</summary>
    public static Certificate? TryParse(ReadOnlyMemory<byte> raw)
    {
        try
        {
            var outer = new AsnReader(raw, AsnEncodingRules.DER);
            var signed = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            return FromToBeSigned(raw.ToArray(), signed.ReadSequence());
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    public bool IsValidAt(DateTimeOffset now) => NotBefore <= now && now <= NotAfter;

    public bool Equals(Certificate? other) => other is not null && Raw.Span.SequenceEqual(other.Raw.Span);

    public override bool Equals(object? obj) => Equals(obj as Certificate);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Raw.Span);
        return hash.ToHashCode();
    }

    private static Certificate? FromToBeSigned(byte[] raw, AsnReader fields)
    {
        var version = new Asn1Tag(TagClass.ContextSpecific, 0);
        if (fields.PeekTag().HasSameClassAndValue(version))
        {
            fields.ReadSequence(version);
        }

        var serial = fields.ReadInteger();
        fields.ReadSequence();
        var issuer = DistinguishedName.Read(fields.ReadEncodedValue());
        var validity = fields.ReadSequence();
        var (notBefore, notAfter) = (ReadTime(validity), ReadTime(validity));
        var subject = DistinguishedName.Read(fields.ReadEncodedValue());
        var key = fields.ReadEncodedValue().ToArray();
        if (issuer is null || subject is null || SubjectPublicKey.TryParse(key) is not { } publicKey)
        {
            return null;
        }

        return new Certificate(raw, publicKey, issuer, subject)
        {
            SerialNumber = serial,
            NotBefore = notBefore,
            NotAfter = notAfter,
            KeyIdentifier = ReadKeyIdentifier(fields) ?? ComputeKeyIdentifier(key),
        };
    }

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    private static byte[]? ReadKeyIdentifier(AsnReader fields)
    {
        var extensions = new Asn1Tag(TagClass.ContextSpecific, 3);
        while (fields.HasData)
        {
            if (!fields.PeekTag().HasSameClassAndValue(extensions))
            {
                fields.ReadEncodedValue();
                continue;
            }

            var list = fields.ReadSequence(extensions).ReadSequence();
            while (list.HasData)
            {
                var extension = list.ReadSequence();
                if (extension.ReadObjectIdentifier() == SubjectKeyIdentifierId)
                {
                    return new AsnReader(extension.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString();
                }
            }
        }

        return null;
    }

    // A name of a key, not a promise of security: SHA-1 is what RFC 5280 says.
    private static byte[] ComputeKeyIdentifier(byte[] key)
    {
        var info = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
        info.ReadSequence();
        return CryptographicOperations.HashData(HashAlgorithmName.SHA1, info.ReadBitString(out _));
    }
}
