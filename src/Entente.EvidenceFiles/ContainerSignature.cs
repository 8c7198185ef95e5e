using System.Formats.Asn1;
using System.Security.Cryptography;
using Entente.As4.Security;

namespace Entente.EvidenceFiles;

/// <summary>The signature of a container: CAdES (ETSI EN 319 122-1, level B-B) over its manifest, which stands beside it. RSA with SHA-256.</summary>
/// <remarks>Certificate, instant and value determine every byte, so that reading is writing again and comparing.</remarks>
internal sealed record ContainerSignature(Certificate Signer, DateTimeOffset At, ReadOnlyMemory<byte> Value)
{
    private const string SignedDataId = "1.2.840.113549.1.7.2";
    private const string DataId = "1.2.840.113549.1.7.1";
    private const string Sha256Id = "2.16.840.1.101.3.4.2.1";
    private const string Sha256WithRsaId = "1.2.840.113549.1.1.11";
    private const string ContentTypeId = "1.2.840.113549.1.9.3";
    private const string MessageDigestId = "1.2.840.113549.1.9.4";
    private const string SigningTimeId = "1.2.840.113549.1.9.5";
    private const string SigningCertificateId = "1.2.840.113549.1.9.16.2.47";

    private static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0, isConstructed: true);

    // What UTCTime can say.
    private static readonly DateTimeOffset LastInstant = new(2049, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <exception cref="ArgumentException">The key is not of the kind that this form has, or not that of the certificate.</exception>
    public static byte[] Sign(ReadOnlySpan<byte> manifest, Certificate signer, PrivateKey key, DateTimeOffset at)
    {
        if (key.Algorithm != KeyAlgorithm.Rsa || !signer.PublicKey.Raw.Span.SequenceEqual(key.PublicKey.Raw.Span) || at > LastInstant)
        {
            throw new ArgumentException("A container is signed with an RSA key and its certificate.", nameof(key));
        }

        at = DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
        return new ContainerSignature(signer, at, key.Sign(Attributes(signer, at, manifest))).Encode(manifest);
    }

    /// <summary>Reads a signature and verifies it; <see langword="null"/> where it is not one over this manifest.</summary>
    public static ContainerSignature? Verify(ReadOnlyMemory<byte> encoded, ReadOnlySpan<byte> manifest)
    {
        try
        {
            var outer = new AsnReader(encoded, AsnEncodingRules.DER);
            var info = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            info.ReadObjectIdentifier();
            var signed = info.ReadSequence(Zero).ReadSequence();
            signed.ReadInteger();
            signed.ReadEncodedValue();
            signed.ReadEncodedValue();
            var certificates = signed.ReadSetOf(Zero);
            var certificate = Certificate.TryParse(certificates.ReadEncodedValue());
            var signer = signed.ReadSetOf().ReadSequence();
            signer.ReadInteger();
            signer.ReadEncodedValue();
            signer.ReadEncodedValue();
            var at = SigningTime(signer.ReadSetOf(Zero));
            signer.ReadEncodedValue();
            var value = signer.ReadOctetString();
            if (certificate is null || at is not { } instant || certificate.PublicKey.Algorithm != KeyAlgorithm.Rsa || !certificate.IsValidAt(instant))
            {
                return null;
            }

            var signature = new ContainerSignature(certificate, instant, value);
            return signature.Encode(manifest).AsSpan().SequenceEqual(encoded.Span) && certificate.PublicKey.Verifies(Attributes(certificate, instant, manifest), value) ? signature : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static DateTimeOffset? SigningTime(AsnReader attributes)
    {
        while (attributes.HasData)
        {
            var attribute = attributes.ReadSequence();
            if (attribute.ReadObjectIdentifier() == SigningTimeId)
            {
                return attribute.ReadSetOf().ReadUtcTime();
            }
        }

        return null;
    }

    /// <summary>What the value signs (RFC 5652, 5.4): the attributes as a SET, the digest of the manifest among them.</summary>
    private static byte[] Attributes(Certificate signer, DateTimeOffset at, ReadOnlySpan<byte> manifest)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        WriteAttributes(writer, null, signer, at, SHA256.HashData(manifest));
        return writer.Encode();
    }

    private static void WriteAttributes(AsnWriter writer, Asn1Tag? tag, Certificate signer, DateTimeOffset at, byte[] digest)
    {
        using (writer.PushSetOf(tag))
        {
            Attribute(ContentTypeId, () => writer.WriteObjectIdentifier(DataId));
            Attribute(MessageDigestId, () => writer.WriteOctetString(digest));
            Attribute(SigningTimeId, () => writer.WriteUtcTime(at, 2049));
            Attribute(SigningCertificateId, () =>
            {
                using (writer.PushSequence())
                using (writer.PushSequence())
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(SHA256.HashData(signer.Raw.Span));
                }
            });
        }

        void Attribute(string id, Action write)
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(id);
                using (writer.PushSetOf())
                {
                    write();
                }
            }
        }
    }

    private byte[] Encode(ReadOnlySpan<byte> manifest)
    {
        var digest = SHA256.HashData(manifest);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(SignedDataId);
            using (writer.PushSequence(Zero))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf())
                {
                    Algorithm(writer, Sha256Id);
                }

                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(DataId);
                }

                using (writer.PushSetOf(Zero))
                {
                    writer.WriteEncodedValue(Signer.Raw.Span);
                }

                using (writer.PushSetOf())
                using (writer.PushSequence())
                {
                    WriteSigner(writer, digest);
                }
            }
        }

        return writer.Encode();
    }

    private void WriteSigner(AsnWriter writer, byte[] digest)
    {
        writer.WriteInteger(1);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(IssuerOf(Signer).Span);
            writer.WriteInteger(Signer.SerialNumber);
        }

        Algorithm(writer, Sha256Id);
        WriteAttributes(writer, Zero, Signer, At, digest);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Sha256WithRsaId);
            writer.WriteNull();
        }

        writer.WriteOctetString(Value.Span);
    }

    private static void Algorithm(AsnWriter writer, string id)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(id);
        }
    }

    private static ReadOnlyMemory<byte> IssuerOf(Certificate certificate)
    {
        var fields = new AsnReader(certificate.Raw, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        if (fields.PeekTag().HasSameClassAndValue(Zero))
        {
            fields.ReadEncodedValue();
        }

        fields.ReadEncodedValue();
        fields.ReadEncodedValue();
        return fields.ReadEncodedValue();
    }
}
