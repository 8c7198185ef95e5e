using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Entente.As4.Security.OpenSsl;

namespace Entente.As4.Security;

/// <summary>Writes certificates, for keys of every kind that a suite uses.</summary>
public static class CertificateAuthor
{
    /// <summary>What an authority is asked with for a certificate (PKCS #10), signed by the key.</summary>
    public static byte[] Request(string subject, PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var name = new X500DistinguishedName(subject, X500DistinguishedNameFlags.UseCommas | X500DistinguishedNameFlags.Reversed);
        return new CertificateRequest(name, PublicKey.CreateFromSubjectPublicKeyInfo(key.PublicKey.Raw.Span, out _), HashAlgorithmName.SHA256).CreateSigningRequest(new Generator(key));
    }

    /// <summary>A certificate for a key, signed by the same key, or by another of ours: an X25519 key cannot sign for itself.</summary>
    /// <param name="subject">The name, the most specific attribute first, for example <c>CN=node,O=Customs,C=NL</c>.</param>
    /// <param name="issuer">The key that signs, and its certificate; no certificate where the new one is self-signed.</param>
    /// <param name="authority">Whether the certificate may issue others.</param>
    public static Certificate Write(
        string subject, SubjectPublicKey key, (PrivateKey Key, Certificate? Certificate) issuer, DateTimeOffset notBefore, DateTimeOffset notAfter, RandomNumberGenerator random, bool authority = false)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(random);
        var usage = authority ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign : key.Algorithm switch
        {
            KeyAlgorithm.X25519 => X509KeyUsageFlags.KeyAgreement,
            KeyAlgorithm.Ed25519 => X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation,
            KeyAlgorithm.P256 => X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation | X509KeyUsageFlags.KeyAgreement,
            _ => X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation | X509KeyUsageFlags.KeyEncipherment,
        };
        var publicKey = PublicKey.CreateFromSubjectPublicKeyInfo(key.Raw.Span, out _);
        var name = new X500DistinguishedName(subject, X500DistinguishedNameFlags.UseCommas | X500DistinguishedNameFlags.Reversed);
        var issuerName = issuer.Certificate is { } known ? new X500DistinguishedName(known.Subject.Der.Span) : name;
        var request = new CertificateRequest(name, publicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(authority, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(publicKey, X509SubjectKeyIdentifierHashAlgorithm.Sha1, critical: false));
        Span<byte> serial = stackalloc byte[16];
        random.GetBytes(serial);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        using var written = request.Create(issuerName, new Generator(issuer.Key), notBefore, notAfter, serial);
        return Certificate.TryParse(written.RawData) ?? throw new CryptographicException("A certificate was written that cannot be read.");
    }

    private sealed class Generator(PrivateKey key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(key.Algorithm switch
                {
                    KeyAlgorithm.Rsa => "1.2.840.113549.1.1.11",
                    KeyAlgorithm.P256 => "1.2.840.10045.4.3.2",
                    _ => SubjectPublicKey.Ed25519Id,
                });
                if (key.Algorithm == KeyAlgorithm.Rsa)
                {
                    writer.WriteNull();
                }
            }

            return writer.Encode();
        }

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm)
        {
            var signature = key.Sign(data);
            return key.Algorithm == KeyAlgorithm.P256 ? Evp.ToDer(signature) : signature;
        }

        protected override PublicKey BuildPublicKey() => PublicKey.CreateFromSubjectPublicKeyInfo(key.PublicKey.Raw.Span, out _);
    }
}
