using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using Entente.As4.Messaging;
using Entente.As4.Security.Xml;

namespace Entente.As4.Security.Incoming;

/// <summary>The signature itself: whose it is, whether it is that, and whether what it covers is what came.</summary>
internal static class SignatureCheck
{
    public static EbmsError? CheckSigner(Examination message)
    {
        if (message.Demands.CertificatePathRequired && message.Signature.Signer is not SignerClaim.Certificates { Path.Count: > 1 })
        {
            return Refuse.Policy("The signature came with the certificate of the signer alone; the agreement asks for the whole chain (X509PKIPathv1).");
        }

        if (message.Demands.AcceptSigner(message.Signature.Signer, message.Now) is not { } signer)
        {
            return Refuse.Authentication("The signer's certificate is not one that is accepted from this partner.");
        }

        if (signer.PublicKey.Algorithm != message.Suite.Signing)
        {
            return Refuse.Authentication($"The signer's key is not of the kind that the suite {message.Suite} signs with.");
        }

        if (signer.PublicKey.Algorithm == KeyAlgorithm.Rsa && signer.PublicKey.Bits < message.Limits.RsaBits)
        {
            return Refuse.Policy($"The signer's RSA key is shorter than {message.Limits.RsaBits} bits.");
        }

        if (!signer.IsValidAt(message.Now))
        {
            return Refuse.Authentication("The signer's certificate is not valid yet or not valid any more.");
        }

        message.Signer = signer;
        return null;
    }

    public static EbmsError? CheckValue(Examination message)
    {
        var signature = message.Signature;
        return ExclusiveXml.Within(signature.SignedInfo, message.Limits.CanonicalOctets, signature.Prefixes) is { } octets && message.Signer.PublicKey.Verifies(octets.Span, signature.Value)
            ? null
            : Refuse.Authentication("The signature is not the signer's over this SignedInfo.");
    }

    public static EbmsError? CheckElements(Examination message)
    {
        foreach (var reference in message.Signature.References)
        {
            if (Policy.Target(message, reference) is XmlElement element
                && !(ExclusiveXml.Within(element, message.Limits.CanonicalOctets, reference.Prefixes) is { } octets && Matches(octets.Span, reference)))
            {
                return Refuse.Authentication($"{element.Name} is not what was signed.");
            }
        }

        return null;
    }

    public static EbmsError? CheckTimestamp(Examination message)
    {
        if (message.Timestamp is not { } timestamp)
        {
            return null;
        }

        var created = Read(timestamp, "Created");
        var expires = Read(timestamp, "Expires");
        if (created is null || (expires is null && timestamp.All(Namespaces.Wsu, "Expires").Any()))
        {
            return Refuse.Policy("The Timestamp cannot be read.");
        }

        return created - message.Limits.ClockSkew > message.Now ? Refuse.Policy("The Timestamp lies in the future.")
            : expires + message.Limits.ClockSkew < message.Now ? Refuse.Policy("The Timestamp has expired.")
            : null;
    }

    /// <summary>Digests the attachments as decrypted; what is handed over from here on are the digested octets and nothing else.</summary>
    public static EbmsError? CheckAttachments(Examination message)
    {
        var allowed = message.Limits.CanonicalOctets;
        foreach (var reference in message.Signature.References.Where(reference => reference.Uri[0] != '#'))
        {
            var at = message.PartNamed(reference.Uri);
            var canonical = AttachmentContent.Canonical(message.Plain[at], message.Limits, allowed, out var isBeyond);
            if (isBeyond)
            {
                return Refuse.Policy($"The canonical form of attachment {at + 1} is too large: more than is left of {message.Limits.CanonicalOctets} octets, "
                    + $"more than {message.Limits.CanonicalGrowth} times what came, nested deeper than {message.Limits.AttachmentDepth} elements, "
                    + $"or with a namespace whose name is longer than {message.Limits.NamespaceLength} characters.");
            }

            if (canonical is not { } octets || !Matches(octets.Span, reference))
            {
                return Refuse.Authentication($"Attachment {at + 1} is not what was signed.");
            }

            allowed -= octets.Equals(message.Plain[at].Content) ? 0 : octets.Length;
            message.Plain[at] = message.Plain[at] with { Content = octets };
        }

        return null;
    }

    private static bool Matches(ReadOnlySpan<byte> octets, ClaimedReference reference) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(octets), reference.Digest);

    private static DateTimeOffset? Read(XmlElement timestamp, string name) =>
        DateTimeOffset.TryParse(timestamp.One(Namespaces.Wsu, name)?.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
