using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Entente.As4.Security;
using Entente.As4.Security.Encryption;
using Entente.As4.Security.OpenSsl;

namespace Entente.Tests.As4.Security;

public sealed class KeyTests
{
    [Theory]
    [InlineData(KeyAlgorithm.Rsa)]
    [InlineData(KeyAlgorithm.P256)]
    [InlineData(KeyAlgorithm.Ed25519)]
    [InlineData(KeyAlgorithm.X25519)]
    public void A_key_is_the_same_after_it_was_stored(KeyAlgorithm algorithm)
    {
        using var key = PrivateKey.Generate(algorithm, Given.Random);
        using var again = PrivateKey.FromPkcs8(key.ToPkcs8());

        again.Algorithm.ShouldBe(algorithm);
        again.PublicKey.Raw.ToArray().ShouldBe(key.PublicKey.Raw.ToArray());
        if (algorithm != KeyAlgorithm.X25519)
        {
            key.PublicKey.Verifies("text"u8, again.Sign("text"u8)).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(KeyAlgorithm.P256)]
    [InlineData(KeyAlgorithm.Ed25519)]
    [InlineData(KeyAlgorithm.X25519)]
    public void A_key_comes_from_the_numbers_given(KeyAlgorithm algorithm)
    {
        using var first = PrivateKey.Generate(algorithm, new Counting());
        using var second = PrivateKey.Generate(algorithm, new Counting());

        first.PublicKey.Raw.ToArray().ShouldBe(second.PublicKey.Raw.ToArray());
    }

    [Fact]
    public void Signatures_of_P256_are_what_the_base_library_verifies()
    {
        using var key = PrivateKey.Generate(KeyAlgorithm.P256, Given.Random);
        using var theirs = ECDsa.Create();
        theirs.ImportSubjectPublicKeyInfo(key.PublicKey.Raw.Span, out _);

        for (var i = 0; i < 300; i++) // a number of one leading zero octet comes once in 128 signatures
        {
            theirs.VerifyData("text"u8, key.Sign("text"u8), HashAlgorithmName.SHA256).ShouldBeTrue();
        }

        key.PublicKey.Verifies("text"u8, theirs.ExportSubjectPublicKeyInfo()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("3000")]
    [InlineData("302e020100300506032b656f04220420")] // X448
    public void What_is_no_key_is_an_error(string hex) =>
        Should.Throw<CryptographicException>(() => PrivateKey.FromPkcs8(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("")]
    [InlineData("3000")]
    [InlineData("0403")]
    [InlineData("302a300506032b656f032100000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")] // X448
    [InlineData("302a300506032b6570032100000102")]
    public void What_is_no_public_key_is_none(string hex) => SubjectPublicKey.TryParse(Convert.FromHexString(hex)).ShouldBeNull();

    [Fact]
    public void An_RSA_key_that_would_take_long_to_verify_with_is_none()
    {
        var number = new AsnWriter(AsnEncodingRules.DER);
        using (number.PushSequence())
        {
            number.WriteInteger((BigInteger.One << 8200) + 1);
            number.WriteInteger(65537);
        }

        var key = new AsnWriter(AsnEncodingRules.DER);
        using (key.PushSequence())
        {
            using (key.PushSequence())
            {
                key.WriteObjectIdentifier("1.2.840.113549.1.1.1");
                key.WriteNull();
            }

            key.WriteBitString(number.Encode());
        }

        SubjectPublicKey.TryParse(key.Encode()).ShouldBeNull();
    }

    public static TheoryData<string?, string?, string, string> OaepVariants => new()
    {
        { Algorithms.Sha256, Algorithms.Mgf1Sha256, "sha256", "sha256" },
        { Algorithms.Sha256, "http://www.w3.org/2009/xmlenc11#mgf1sha1", "sha256", "sha1" },
        { Algorithms.Sha256, null, "sha256", "sha1" },
        { "http://www.w3.org/2000/09/xmldsig#sha1", Algorithms.Mgf1Sha256, "sha1", "sha256" },
        { null, null, "sha1", "sha1" },
        { "http://www.w3.org/2001/04/xmlenc#sha512", "http://www.w3.org/2009/xmlenc11#mgf1sha512", "sha512", "sha512" },
        { "http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2009/xmlenc11#mgf1sha384", "sha384", "sha384" },
    };

    [Theory]
    [MemberData(nameof(OaepVariants))]
    public void A_message_encrypted_by_an_older_variant_of_OAEP_is_read(string? digest, string? mask, string digestName, string maskName)
    {
        foreach (var algorithm in mask is null ? new[] { Algorithms.RsaOaep, Algorithms.RsaOaepMgf1Sha1 } : [Algorithms.RsaOaep])
        {
            var sent = new Sent(SecuritySuite.Rsa);
            var own = Given.Partner(SecuritySuite.Rsa).Recipient;
            var key = own.Key.DecryptOaep(Oaep.Sha256, Convert.FromBase64String(sent.One("CipherValue").InnerText))!;
            sent.Text("CipherValue", Convert.ToBase64String(own.Certificate.PublicKey.EncryptOaep(new Oaep(digestName, maskName), key)));
            sent.Set("EncryptionMethod", "Algorithm", algorithm);
            Declare(sent, "DigestMethod", digest);
            Declare(sent, "MGF", mask);

            Given.Verified(sent.Verify());
        }
    }

    [Fact]
    public void OAEP_with_SHA_1_is_what_the_base_library_writes()
    {
        using var key = PrivateKey.GenerateRsa(2048);
        using var theirs = RSA.Create();
        theirs.ImportSubjectPublicKeyInfo(key.PublicKey.Raw.Span, out _);

        key.DecryptOaep(new Oaep("sha1", "sha1"), theirs.Encrypt("key"u8, RSAEncryptionPadding.OaepSHA1)).ShouldBe("key"u8.ToArray());
        key.DecryptOaep(Oaep.Sha256, theirs.Encrypt("key"u8, RSAEncryptionPadding.OaepSHA256)).ShouldBe("key"u8.ToArray());
        OaepMethods.Find(Algorithms.RsaOaepMgf1Sha1, null, Algorithms.Mgf1Sha256).ShouldBeNull();
    }

    [Theory]
    [InlineData(KeyAlgorithm.Rsa)]
    [InlineData(KeyAlgorithm.P256)]
    [InlineData(KeyAlgorithm.Ed25519)]
    public void A_certificate_says_what_the_base_library_reads_in_it(KeyAlgorithm algorithm)
    {
        using var key = Partner.Key(algorithm);
        var ours = Partner.Certify("CN=\"node, of Zürich\",OU=a+OU=b,O=Zoll,C=CH", key, (key, null));
        using var theirs = X509CertificateLoader.LoadCertificate(ours.Raw.Span);

        ours.SerialNumber.ToString("X", null).TrimStart('0').ShouldBe(theirs.SerialNumber.TrimStart('0'));
        ours.NotBefore.ShouldBe(new DateTimeOffset(theirs.NotBefore));
        ours.NotAfter.ShouldBe(new DateTimeOffset(theirs.NotAfter));
        Convert.ToHexString(ours.KeyIdentifier.Span).ShouldBe(theirs.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifier);
        ours.Fingerprint.ShouldBe(theirs.GetCertHashString(HashAlgorithmName.SHA256), StringCompareShould.IgnoreCase);
        ours.Issuer.ShouldBe(ours.Subject);
        DistinguishedName.TryParse(theirs.IssuerName.Format(false)).ShouldBe(ours.Issuer);
        DistinguishedName.TryParse(ours.Issuer.Text).ShouldBe(ours.Issuer);
    }

    [Theory]
    [InlineData("CN=a,O=b", "O=b, CN=a", true)] // the other order, with a space
    [InlineData("CN=a,O=b", "cn = A;o = B", true)]
    [InlineData("CN=a\\, b,O=c", "CN=\"a, b\",O=c", true)]
    [InlineData("CN=Z\\C3\\BCrich", "CN=Zürich", true)]
    [InlineData("E=a@b.example", "1.2.840.113549.1.9.1=#160b6140622e6578616d706c65", true)]
    [InlineData("E=a@b.example", "EMAILADDRESS=a@b.example", true)]
    [InlineData("OID.2.5.4.97=x", "2.5.4.97=x", true)]
    [InlineData("CN=a  b", "CN=a b", true)]
    [InlineData("CN=a,O=b", "CN=a", false)]
    [InlineData("CN=a,CN=a", "CN=a", false)]
    [InlineData("CN=a,O=b", "CN=b,O=a", false)]
    [InlineData("CN=a\\,O=b", "CN=a,O=b", false)]
    public void Names_are_compared_by_their_attributes(string one, string other, bool same)
    {
        DistinguishedName.TryParse(one).ShouldNotBeNull().Equals(DistinguishedName.TryParse(other).ShouldNotBeNull()).ShouldBe(same);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("CN=\"a")]
    [InlineData("CN=a\\")]
    public void What_is_no_name_is_none(string text) => DistinguishedName.TryParse(text).ShouldBeNull();

    private static void Declare(Sent sent, string name, string? algorithm)
    {
        if (algorithm is null)
        {
            sent.Remove(name);
        }
        else
        {
            sent.Set(name, "Algorithm", algorithm);
        }
    }

    private sealed class Counting : RandomNumberGenerator
    {
        private byte next;

        public override void GetBytes(byte[] data) => GetBytes(data.AsSpan());

        public override void GetBytes(Span<byte> data)
        {
            foreach (ref var octet in data)
            {
                octet = ++next;
            }
        }
    }
}
