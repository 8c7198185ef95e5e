namespace Entente.As4.Security;

/// <summary>The identifiers of the algorithms that may stand in a message. What is not in this list is refused.</summary>
internal static class Algorithms
{
    public const string ExclusiveC14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public const string AttachmentContent = "http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#Attachment-Content-Signature-Transform";
    public const string AttachmentCiphertext = "http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#Attachment-Ciphertext-Transform";
    public const string AttachmentContentOnly = "http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#Attachment-Content-Only";

    public const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    public const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    public const string EcdsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
    public const string Ed25519 = "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519";

    public const string Aes128Gcm = "http://www.w3.org/2009/xmlenc11#aes128-gcm";
    public const string KeyWrapAes128 = "http://www.w3.org/2001/04/xmlenc#kw-aes128";
    public const string RsaOaep = "http://www.w3.org/2009/xmlenc11#rsa-oaep";
    public const string RsaOaepMgf1Sha1 = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
    public const string Mgf1Sha256 = "http://www.w3.org/2009/xmlenc11#mgf1sha256";
    public const string X25519 = "http://www.w3.org/2021/04/xmldsig-more#x25519";
    public const string EcdhEs = "http://www.w3.org/2009/xmlenc11#ECDH-ES";
    public const string Hkdf = "http://www.w3.org/2021/04/xmldsig-more#hkdf";
    public const string HmacSha256 = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
    public const string P256Curve = "urn:oid:1.2.840.10045.3.1.7";
}
