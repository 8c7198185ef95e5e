using System.Xml;
using Entente.As4.Messaging;
using Entente.As4.Security.Xml;

namespace Entente.As4.Security.Incoming;

/// <summary>Reads the children of the security header into what they claim. What has no place in the profile is refused, not skipped.</summary>
internal static class HeaderForm
{
    private const int LongestToken = 64 * 1024;
    private const int MostTokens = 4;

    public static EbmsError? Check(Examination message)
    {
        if (!message.Security.HasOnly((Namespaces.Wsu, "Timestamp"), (Namespaces.Wsse, "BinarySecurityToken"), (Namespaces.Ds, "Signature"),
            (Namespaces.Xenc, "EncryptedKey"), (Namespaces.Xenc, "EncryptedData")))
        {
            return Refuse.Policy("The security header holds something that the profile does not allow, for example a UsernameToken.");
        }

        var timestamps = message.Security.All(Namespaces.Wsu, "Timestamp").ToList();
        if (timestamps.Count > 1)
        {
            return Refuse.Policy("The security header has more than one Timestamp.");
        }

        message.Timestamp = timestamps.FirstOrDefault();
        return ReadTokens(message) ?? ReadSignature(message) ?? ReadKeys(message) ?? ReadEncryptedParts(message);
    }

    private static EbmsError? ReadTokens(Examination message)
    {
        foreach (var element in message.Security.All(Namespaces.Wsse, "BinarySecurityToken"))
        {
            if (message.Tokens.Count == MostTokens)
            {
                return Refuse.Policy($"The security header has more than {MostTokens} tokens.");
            }

            if (TokenReader.Read(element, message.Limits.PathLength, LongestToken) is not { } token)
            {
                return Refuse.Policy("A BinarySecurityToken is neither an X509v3 certificate nor an X509PKIPathv1 chain that can be read.");
            }

            message.Tokens.Add(token);
        }

        return null;
    }

    private static EbmsError? ReadSignature(Examination message)
    {
        if (message.Security.One(Namespaces.Ds, "Signature") is not { } signature)
        {
            return Refuse.Authentication("The signature does not stand in the security header.");
        }

        if (!signature.HasOnly((Namespaces.Ds, "SignedInfo"), (Namespaces.Ds, "SignatureValue"), (Namespaces.Ds, "KeyInfo"))
            || signature.One(Namespaces.Ds, "SignedInfo") is not { } signedInfo
            || signature.One(Namespaces.Ds, "SignatureValue")?.Octets is not { } value
            || signature.One(Namespaces.Ds, "KeyInfo") is not { } keyInfo)
        {
            return Refuse.Authentication("The signature is not made of one SignedInfo, one SignatureValue and one KeyInfo.");
        }

        if (!signedInfo.HasOnly((Namespaces.Ds, "CanonicalizationMethod"), (Namespaces.Ds, "SignatureMethod"), (Namespaces.Ds, "Reference"))
            || signedInfo.One(Namespaces.Ds, "CanonicalizationMethod") is not { } canonicalization
            || signedInfo.One(Namespaces.Ds, "SignatureMethod") is not { } method || !method.HasOnly())
        {
            return Refuse.Authentication("SignedInfo is not made of one CanonicalizationMethod, one SignatureMethod and references.");
        }

        if (ReadExclusive(canonicalization) is not { } prefixes)
        {
            return Refuse.Policy("SignedInfo is not canonicalized by exclusive canonical XML.");
        }

        if (signedInfo.All(Namespaces.Ds, "Reference").Count() > message.Limits.References)
        {
            return Refuse.Policy($"The signature has more than {message.Limits.References} references.");
        }

        var references = new List<ClaimedReference>();
        foreach (var element in signedInfo.All(Namespaces.Ds, "Reference"))
        {
            if (ReadReference(element, out var reference) is { } error)
            {
                return error;
            }

            references.Add(reference!);
        }

        if (TokenReader.Claim(keyInfo, message.Tokens) is not { } claim)
        {
            return Refuse.Policy("The signature's KeyInfo names its key by none of the three references: BinarySecurityToken, SubjectKeyIdentifier, IssuerSerial.");
        }

        message.Signature = new ClaimedSignature(signedInfo, prefixes, method.Algorithm, references, value, claim);
        return null;
    }

    private static EbmsError? ReadReference(XmlElement element, out ClaimedReference? reference)
    {
        reference = null;
        var uri = element.Value("URI") ?? "";
        if (!(uri.StartsWith('#') && uri.Length > 1) && !(uri.StartsWith("cid:", StringComparison.Ordinal) && uri.Length > 4))
        {
            return Refuse.Policy("A reference points neither to an element of the envelope nor to an attachment of the message.");
        }

        if (!element.HasOnly((Namespaces.Ds, "Transforms"), (Namespaces.Ds, "DigestMethod"), (Namespaces.Ds, "DigestValue")) || element.HasAttribute("Type")
            || element.One(Namespaces.Ds, "Transforms")?.Only(Namespaces.Ds, "Transform") is not { } transform
            || element.One(Namespaces.Ds, "DigestMethod") is not { } digestMethod || !digestMethod.HasOnly())
        {
            return Refuse.Policy($"The reference {Shown(uri)} has not exactly one transform and one digest.");
        }

        var attached = uri[0] != '#';
        var prefixes = attached ? (transform.HasOnly() && transform.Algorithm == Algorithms.AttachmentContent ? [] : null) : ReadExclusive(transform);
        if (prefixes is null)
        {
            return Refuse.Policy($"The reference {Shown(uri)} has a transform other than {(attached ? "Attachment-Content-Signature-Transform" : "exclusive canonical XML")}.");
        }

        if (digestMethod.Algorithm != Algorithms.Sha256)
        {
            return Refuse.Policy($"The reference {Shown(uri)} is not digested with SHA-256.");
        }

        if (element.One(Namespaces.Ds, "DigestValue")?.Octets is not { Length: 32 } digest)
        {
            return Refuse.Authentication($"The digest of the reference {Shown(uri)} cannot be read.");
        }

        reference = new ClaimedReference(element, uri, transform.Algorithm, prefixes, digestMethod.Algorithm, digest);
        return null;
    }

    /// <summary>The PrefixList of an element that names exclusive canonical XML; <see langword="null"/> where it names anything else.</summary>
    private static string[]? ReadExclusive(XmlElement method)
    {
        if (method.Algorithm != Algorithms.ExclusiveC14N || !method.HasOnly((Algorithms.ExclusiveC14N, "InclusiveNamespaces")))
        {
            return null;
        }

        return method.Children.ToList() switch
        {
            [] => [],
            [var inclusive] when inclusive.HasOnly() => (inclusive.Value("PrefixList") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: <= 32 } prefixes ? prefixes : null,
            _ => null,
        };
    }

    private static EbmsError? ReadKeys(Examination message)
    {
        foreach (var element in message.Security.All(Namespaces.Xenc, "EncryptedKey"))
        {
            if (message.Keys.Count == message.Limits.EncryptedKeys)
            {
                return Refuse.Policy($"The security header has more than {message.Limits.EncryptedKeys} encrypted keys.");
            }

            if (EncryptionReader.ReadKey(element, message.Tokens, out var key) is { } error)
            {
                return error;
            }

            message.Keys.Add(key!);
        }

        return null;
    }

    private static EbmsError? ReadEncryptedParts(Examination message)
    {
        foreach (var element in message.Security.All(Namespaces.Xenc, "EncryptedData"))
        {
            if (message.EncryptedParts.Count == message.Limits.Parts)
            {
                return Refuse.Policy($"The message has more than {message.Limits.Parts} EncryptedData.");
            }

            if (EncryptionReader.ReadPart(element, out var part) is { } error)
            {
                return error;
            }

            message.EncryptedParts.Add(part!);
        }

        return null;
    }

    private static string Shown(string uri) => uri.Length <= 80 ? uri : uri[..80] + "…";
}
