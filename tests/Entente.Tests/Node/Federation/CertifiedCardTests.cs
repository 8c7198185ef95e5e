using System.Security.Cryptography;
using Entente.As4.Security;
using Entente.Node.Federation;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;

namespace Entente.Tests.Node.Federation;

public sealed class CertifiedCardTests
{
    private static readonly OtherNode other = new();

    [Fact]
    public void A_card_with_keys_for_its_suite_is_read()
    {
        var (card, fault) = PartnerDesk.Read(other.File());

        fault.ShouldBeNull();
        card!.Suite.ShouldBe(SecuritySuite.Edwards);
        card.Keys.Count.ShouldBe(3);
        card.UnusableAt(Given.Now).ShouldBeNull();
    }

    public static TheoryData<string> BadKeys => [.. Bad.Keys];

    private static Dictionary<string, Func<NodeCard, NodeCard>> Bad { get; } = new()
    {
        ["not a certificate"] = card => With(card, key => key with { Certificate = new byte[] { 1, 2, 3 } }),
        ["a certificate cut short"] = card => With(card, key => key with { Certificate = key.Certificate[..^1] }),
        ["a certificate with a byte too many"] = card => With(card, key => key with { Certificate = (byte[])[.. key.Certificate.Span, 0] }),
        ["a period that begins before the certificate's"] = card => With(card, key => key with { From = key.From.AddSeconds(-1) }),
        ["a period that ends after the certificate's"] = card => With(card, key => key with { Until = key.Until.AddSeconds(1) }),
        ["nothing to sign with"] = card => card with { Keys = [other.Recipient, other.Tls] },
        ["nothing to encrypt for"] = card => card with { Keys = [other.Signer, other.Tls] },
        ["nothing to connect with"] = card => card with { Keys = [other.Signer, other.Recipient] },
        ["keys of another suite"] = card => card with { Suite = "1.15-RSA" },
        ["a suite that nobody knows"] = card => card with { Suite = "3.0" },
        ["a key that only agrees, for signing"] = card => card with { Keys = [.. card.Keys, other.Recipient with { Purpose = KeyPurpose.Sign, Certificate = other.Make(KeyPurpose.Encrypt, KeyAlgorithm.X25519).Certificate }] },
        ["a key that only signs, for encrypting"] = card => card with { Keys = [.. card.Keys, other.Make(KeyPurpose.Encrypt, KeyAlgorithm.Ed25519)] },
        ["an RSA key that is too short"] = card => card with { Keys = [.. card.Keys, other.Make(KeyPurpose.Encrypt, KeyAlgorithm.Rsa, secret: PrivateKey.GenerateRsa(1024))] },
    };

    [Theory, MemberData(nameof(BadKeys))]
    public void Keys_that_cannot_serve_refuse_the_card(string what)
    {
        var (card, fault) = PartnerDesk.Read(other.File(Bad[what](other.Card)));

        card.ShouldBeNull();
        fault!.Code.ShouldBe(FaultCode.PartnerCardKeys, fault.Detail);
    }

    [Fact]
    public void Keys_that_are_not_good_now_are_no_use_now()
    {
        var card = PartnerDesk.Read(other.File()).Card!;

        card.UnusableAt(Given.Now.AddYears(1).AddSeconds(-1)).ShouldBeNull();
        card.UnusableAt(Given.Now.AddYears(1).AddSeconds(1))!.Code.ShouldBe(FaultCode.PartnerCardKeys);
        card.UnusableAt(Given.Now.AddHours(-2))!.Code.ShouldBe(FaultCode.PartnerCardKeys);
    }

    [Fact]
    public void Every_changed_byte_of_card_or_signature_is_noticed()
    {
        var signed = SignedCard.Read(other.File(), out _)!;
        var (bytes, signature) = (signed.Bytes.ToArray(), signed.Signature.ToArray());
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            PartnerDesk.Read(OtherNode.FileOf(bytes, signature)).Card.ShouldBeNull($"byte {at}");
            bytes[at] ^= 1;
        }

        for (var at = 0; at < signature.Length; at++)
        {
            signature[at] ^= 1;
            PartnerDesk.Read(OtherNode.FileOf(bytes, signature)).Fault!.Code.ShouldBe(FaultCode.PartnerCardSignature);
            signature[at] ^= 1;
        }

        PartnerDesk.Read(OtherNode.FileOf(bytes, signature)).Card.ShouldNotBeNull();
    }

    [Fact]
    public void Only_the_first_signing_key_signs_a_card_and_only_as_a_card()
    {
        var second = other.Make(KeyPurpose.Sign, KeyAlgorithm.Ed25519);
        var bytes = (other.Card with { Keys = [other.Signer, second, other.Recipient, other.Tls] }).Write();

        CodeOf(bytes, other.SecretOf(second).Sign(SignedCard.MessageOf(bytes))).ShouldBe(FaultCode.PartnerCardSignature);
        CodeOf(bytes, other.SecretOf(other.Signer).Sign(bytes)).ShouldBe(FaultCode.PartnerCardSignature); // The bytes alone, as a message might hold them
        CodeOf(bytes, other.SecretOf(other.Signer).Sign(DirectoryContent.MessageOf(bytes))).ShouldBe(FaultCode.PartnerCardSignature);
        CodeOf(bytes, other.SecretOf(other.Signer).Sign(SignedCard.MessageOf(bytes))).ShouldBeNull();
    }

    [Fact]
    public void Certificates_of_chance_bytes_are_refused_without_a_crash()
    {
        var random = new Random(20260301);
        var good = other.Tls.Certificate.ToArray();
        for (var i = 0; i < 3000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Should.NotThrow(() => CertifiedCard.Read(Unsigned(With(other.Card, key => key with { Certificate = bytes })), out _), Convert.ToHexString(bytes));
        }
    }

    [Fact]
    public void The_id_of_a_key_is_that_of_the_public_key_in_whatever_certificate()
    {
        var secret = Given.Key(KeyAlgorithm.P256);
        var (one, two) = (other.Make(KeyPurpose.Tls, KeyAlgorithm.P256, secret: secret), other.Make(KeyPurpose.Tls, KeyAlgorithm.P256, secret: secret));

        one.Certificate.Span.SequenceEqual(two.Certificate.Span).ShouldBeFalse();
        IdOf(one).ShouldBe(IdOf(two));
        IdOf(one).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(secret.PublicKey.Raw.Span)));

        static string IdOf(CardKey key) => CertifiedKey.IdOf(Certificate.TryParse(key.Certificate)!);
    }

    private static SignedCard Unsigned(NodeCard card) => SignedCard.Of(card.Write(), new byte[64], out _)!;

    private static FaultCode? CodeOf(byte[] bytes, byte[] signature) => PartnerDesk.Read(OtherNode.FileOf(bytes, signature)).Fault?.Code;

    /// <summary>The card with its TLS key changed.</summary>
    private static NodeCard With(NodeCard card, Func<CardKey, CardKey> change) => card with { Keys = [.. card.Keys.Take(2), change(card.Keys[2])] };
}
