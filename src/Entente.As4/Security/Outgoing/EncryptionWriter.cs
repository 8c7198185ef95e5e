using System.Security.Cryptography;
using System.Xml;
using Entente.As4.Mime;
using Entente.As4.Security.Encryption;
using Entente.As4.Security.OpenSsl;
using Entente.As4.Security.Xml;

namespace Entente.As4.Security.Outgoing;

/// <summary>Encrypts all and only the attachments under one new key, and that key for each recipient.</summary>
internal static class EncryptionWriter
{
    /// <summary>The encrypted parts; the EncryptedKeys and EncryptedData go to the end of <paramref name="security"/>, so it must be empty of signatures yet to come.</summary>
    public static List<MimePart> Write(XmlElement security, IReadOnlyList<MimePart> parts, OutgoingSecurity settings, RandomNumberGenerator random, Func<string> newId)
    {
        var key = new byte[ContentCipher.KeyOctets];
        random.GetBytes(key);
        var keyIds = settings.Recipients.Select(_ => newId()).ToList();
        var dataIds = parts.Select(_ => newId()).ToList();
        for (var i = 0; i < keyIds.Count; i++)
        {
            WriteKey(security, key, settings.Recipients[i], settings, random, newId, keyIds[i], dataIds);
        }

        var encrypted = new List<MimePart>();
        for (var i = 0; i < parts.Count; i++)
        {
            WriteData(security, parts[i], dataIds[i], keyIds[0]);
            encrypted.Add((parts[i] with { Content = ContentCipher.Encrypt(key, parts[i].Content.Span, random) }).WithHeader("Content-Type", "application/octet-stream"));
        }

        CryptographicOperations.ZeroMemory(key);
        return encrypted;
    }

    private static void WriteKey(
        XmlElement security, byte[] key, Certificate recipient, OutgoingSecurity settings, RandomNumberGenerator random, Func<string> newId, string id, List<string> dataIds)
    {
        var element = security.OwnerDocument.CreateElement("xenc", "EncryptedKey", Namespaces.Xenc).With("Id", id);
        var method = element.Add("xenc", "EncryptionMethod", Namespaces.Xenc);
        var keyInfo = element.Add("ds", "KeyInfo", Namespaces.Ds);
        byte[] encrypted;
        if (settings.Suite.Encryption == KeyAlgorithm.Rsa)
        {
            method.With("Algorithm", Algorithms.RsaOaep);
            method.Add("ds", "DigestMethod", Namespaces.Ds).With("Algorithm", Algorithms.Sha256);
            method.Add("xenc11", "MGF", Namespaces.Xenc11).With("Algorithm", Algorithms.Mgf1Sha256);
            TokenWriter.Refer(security, keyInfo, settings.RecipientToken, [recipient], newId);
            encrypted = recipient.PublicKey.EncryptOaep(Oaep.Sha256, key);
        }
        else
        {
            method.With("Algorithm", Algorithms.KeyWrapAes128);
            encrypted = Agree(security, keyInfo, key, recipient, settings, random, newId);
        }

        element.Add("xenc", "CipherData", Namespaces.Xenc).Add("xenc", "CipherValue", Namespaces.Xenc, Convert.ToBase64String(encrypted));
        var list = element.Add("xenc", "ReferenceList", Namespaces.Xenc);
        dataIds.ForEach(dataId => list.Add("xenc", "DataReference", Namespaces.Xenc).With("URI", "#" + dataId));
        security.AppendChild(element);
    }

    private static byte[] Agree(
        XmlElement security, XmlElement keyInfo, byte[] key, Certificate recipient, OutgoingSecurity settings, RandomNumberGenerator random, Func<string> newId)
    {
        using var ephemeral = PrivateKey.Generate(settings.Suite.Encryption, random);
        var salt = new byte[KeyAgreement.SaltOctets];
        random.GetBytes(salt);
        var agreement = keyInfo.Add("xenc", "AgreementMethod", Namespaces.Xenc)
            .With("Algorithm", ephemeral.Algorithm == KeyAlgorithm.X25519 ? Algorithms.X25519 : Algorithms.EcdhEs);
        var derivation = agreement.Add("xenc11", "KeyDerivationMethod", Namespaces.Xenc11).With("Algorithm", Algorithms.Hkdf);
        var parameters = derivation.Add("dsig-more", "HKDFParams", Namespaces.DsMore);
        parameters.Add("dsig-more", "PRF", Namespaces.DsMore).With("Algorithm", Algorithms.HmacSha256);
        parameters.Add("dsig-more", "Salt", Namespaces.DsMore, Convert.ToBase64String(salt));
        parameters.Add("dsig-more", "KeyLength", Namespaces.DsMore, "16");
        OriginatorKey.Write(agreement.Add("xenc", "OriginatorKeyInfo", Namespaces.Xenc), ephemeral.PublicKey);
        TokenWriter.Refer(security, agreement.Add("xenc", "RecipientKeyInfo", Namespaces.Xenc), settings.RecipientToken, [recipient], newId);
        var wrapping = KeyAgreement.Derive(ephemeral, recipient.PublicKey, salt, [])
            ?? throw new ArgumentException($"The recipient's key is not one that the suite {settings.Suite} agrees with.", nameof(recipient));
        return AesKeyWrap.Wrap(wrapping, key);
    }

    private static void WriteData(XmlElement security, MimePart part, string id, string keyId)
    {
        var element = security.Add("xenc", "EncryptedData", Namespaces.Xenc)
            .With("Id", id).With("MimeType", part.Header("Content-Type") ?? "application/octet-stream").With("Type", Algorithms.AttachmentContentOnly);
        element.Add("xenc", "EncryptionMethod", Namespaces.Xenc).With("Algorithm", Algorithms.Aes128Gcm);
        element.Add("ds", "KeyInfo", Namespaces.Ds)
            .Add("wsse", "SecurityTokenReference", Namespaces.Wsse).With("wsse11", "TokenType", Namespaces.Wsse11, Namespaces.EncryptedKeyToken)
            .Add("wsse", "Reference", Namespaces.Wsse).With("URI", "#" + keyId);
        element.Add("xenc", "CipherData", Namespaces.Xenc).Add("xenc", "CipherReference", Namespaces.Xenc).With("URI", ContentUri.Of(part))
            .Add("xenc", "Transforms", Namespaces.Xenc).Add("ds", "Transform", Namespaces.Ds).With("Algorithm", Algorithms.AttachmentCiphertext);
    }
}
