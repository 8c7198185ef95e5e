using System.Xml;
using Entente.As4.Messaging;
using Entente.As4.Mime;
using Entente.As4.Security.Encryption;
using Entente.As4.Security.Xml;

namespace Entente.As4.Security.Incoming;

/// <summary>Reads EncryptedKey and EncryptedData (XML Encryption 1.1, SwA profile 1.1).</summary>
internal static class EncryptionReader
{
    private const string DerivedKeyOctets = "16";

    public static EbmsError? ReadKey(XmlElement element, IReadOnlyList<BinaryToken> tokens, out EncryptedKey? key)
    {
        key = null;
        if (!element.HasOnly((Namespaces.Xenc, "EncryptionMethod"), (Namespaces.Ds, "KeyInfo"), (Namespaces.Xenc, "CipherData"), (Namespaces.Xenc, "ReferenceList"))
            || element.Value("Id") is not { Length: > 0 } id
            || element.One(Namespaces.Xenc, "EncryptionMethod") is not { } method
            || element.One(Namespaces.Ds, "KeyInfo") is not { } keyInfo
            || element.One(Namespaces.Xenc, "CipherData")?.Only(Namespaces.Xenc, "CipherValue")?.Octets is not { } value
            || element.All(Namespaces.Xenc, "ReferenceList").Take(2).Count() > 1)
        {
            return Refuse.Policy("An EncryptedKey is not of the form that the profile asks for.");
        }

        var error = method.Algorithm == Algorithms.KeyWrapAes128
            ? ReadAgreement(method, keyInfo, tokens, out var established, out var recipient)
            : ReadTransport(method, keyInfo, tokens, out established, out recipient);
        if (error is not null)
        {
            return error;
        }

        var list = element.One(Namespaces.Xenc, "ReferenceList");
        List<string> encrypts = [.. list?.All(Namespaces.Xenc, "DataReference").Select(reference => reference.Value("URI") ?? "").Where(uri => uri.StartsWith('#')).Select(uri => uri[1..]) ?? []];
        key = new EncryptedKey(id, established!, recipient!, value, encrypts);
        return null;
    }

    public static EbmsError? ReadPart(XmlElement element, out EncryptedPart? part)
    {
        part = null;
        if (element.Value("Type") != Algorithms.AttachmentContentOnly)
        {
            return Refuse.Policy("An EncryptedData is not for the content of an attachment (Attachment-Content-Only).");
        }

        if (!element.HasOnly((Namespaces.Xenc, "EncryptionMethod"), (Namespaces.Ds, "KeyInfo"), (Namespaces.Xenc, "CipherData"))
            || element.Value("Id") is not { Length: > 0 } id
            || element.One(Namespaces.Xenc, "CipherData")?.Only(Namespaces.Xenc, "CipherReference") is not { } cipher
            || cipher.Value("URI") is not { } uri || !uri.StartsWith("cid:", StringComparison.Ordinal)
            || cipher.Only(Namespaces.Xenc, "Transforms")?.Only(Namespaces.Ds, "Transform") is not { } transform
            || transform.Algorithm != Algorithms.AttachmentCiphertext || !transform.HasOnly())
        {
            return Refuse.Policy("An EncryptedData does not refer to one attachment by the Attachment-Ciphertext-Transform.");
        }

        if (element.One(Namespaces.Xenc, "EncryptionMethod") is not { } method || method.Algorithm != Algorithms.Aes128Gcm || !method.HasOnly())
        {
            return Refuse.Policy("An attachment is not encrypted with AES-128-GCM.");
        }

        var type = element.Value("MimeType") ?? "application/octet-stream";
        if (!ContentType.TryParse(type, out _))
        {
            return Refuse.Policy("The MimeType of an EncryptedData is no media type.");
        }

        string? keyId = null;
        if (element.All(Namespaces.Ds, "KeyInfo").FirstOrDefault() is { } keyInfo)
        {
            var name = keyInfo.Only(Namespaces.Wsse, "SecurityTokenReference")?.Only(Namespaces.Wsse, "Reference")?.Value("URI");
            if (name is null || !name.StartsWith('#'))
            {
                return Refuse.Policy("The KeyInfo of an EncryptedData does not refer to an EncryptedKey of the message.");
            }

            keyId = name[1..];
        }

        part = new EncryptedPart(id, keyId, uri, type);
        return null;
    }

    private static EbmsError? ReadTransport(
        XmlElement method, XmlElement keyInfo, IReadOnlyList<BinaryToken> tokens, out KeyEstablishment? transport, out SignerClaim? recipient)
    {
        (transport, recipient) = (null, null);
        if (!method.HasOnly((Namespaces.Ds, "DigestMethod"), (Namespaces.Xenc11, "MGF"), (Namespaces.Xenc, "OAEPparams"), (Namespaces.Xenc, "KeySize"))
            || OaepMethods.Find(method.Algorithm, method.One(Namespaces.Ds, "DigestMethod")?.Algorithm, method.One(Namespaces.Xenc11, "MGF")?.Algorithm) is not { } oaep
            || method.All(Namespaces.Xenc, "OAEPparams").Any(parameters => parameters.Text is not ""))
        {
            return Refuse.Policy("The key is not transported by RSA-OAEP with digests that are accepted.");
        }

        recipient = TokenReader.Claim(keyInfo, tokens);
        transport = new KeyEstablishment.Transport(oaep);
        return recipient is null ? Refuse.Policy("An EncryptedKey names its recipient by none of the three references.") : null;
    }

    private static EbmsError? ReadAgreement(
        XmlElement method, XmlElement keyInfo, IReadOnlyList<BinaryToken> tokens, out KeyEstablishment? agreement, out SignerClaim? recipient)
    {
        (agreement, recipient) = (null, null);
        if (!method.HasOnly() || keyInfo.Only(Namespaces.Xenc, "AgreementMethod") is not { } agreed
            || agreed.Algorithm is not (Algorithms.X25519 or Algorithms.EcdhEs)
            || !agreed.HasOnly((Namespaces.Xenc11, "KeyDerivationMethod"), (Namespaces.Xenc, "OriginatorKeyInfo"), (Namespaces.Xenc, "RecipientKeyInfo"))
            || agreed.One(Namespaces.Xenc, "RecipientKeyInfo") is not { } recipientInfo
            || agreed.One(Namespaces.Xenc, "OriginatorKeyInfo") is not { } originatorInfo)
        {
            return Refuse.Policy("A wrapped key is not agreed by X25519 or ECDH-ES with the originator's and the recipient's key.");
        }

        if (agreed.One(Namespaces.Xenc11, "KeyDerivationMethod") is not { } derivation || derivation.Algorithm != Algorithms.Hkdf
            || derivation.Only(Namespaces.DsMore, "HKDFParams") is not { } parameters
            || !parameters.HasOnly((Namespaces.DsMore, "PRF"), (Namespaces.DsMore, "Salt"), (Namespaces.DsMore, "Info"), (Namespaces.DsMore, "KeyLength"))
            || parameters.One(Namespaces.DsMore, "PRF")?.Algorithm != Algorithms.HmacSha256
            || parameters.One(Namespaces.DsMore, "KeyLength")?.Text != DerivedKeyOctets
            || parameters.One(Namespaces.DsMore, "Salt")?.Octets is not { Length: >= 16 and <= 64 } salt
            || parameters.All(Namespaces.DsMore, "Info").ToList() is not ([] or [_]))
        {
            return Refuse.Policy("The wrapping key is not derived by HKDF with HMAC-SHA256, a salt of 16 octets or more, and KeyLength 16.");
        }

        byte[] context = [];
        if (parameters.One(Namespaces.DsMore, "Info") is { Text: not "" } given)
        {
            if (given.Octets is not { Length: <= 256 } octets)
            {
                return Refuse.Policy("The Info of HKDF cannot be read.");
            }

            context = octets;
        }

        var expected = agreed.Algorithm == Algorithms.X25519 ? KeyAlgorithm.X25519 : KeyAlgorithm.P256;
        if (OriginatorKey.Read(originatorInfo) is not { } ephemeral || ephemeral.Algorithm != expected)
        {
            return Refuse.Decryption("The originator's key is no point of the curve that the key agreement is on.");
        }

        recipient = TokenReader.Claim(recipientInfo, tokens);
        agreement = new KeyEstablishment.Agreement(ephemeral, salt, context);
        return recipient is null ? Refuse.Policy("An EncryptedKey names its recipient by none of the three references.") : null;
    }
}
