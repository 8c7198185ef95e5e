using Entente.As4.Security;

namespace Entente.Tests.As4.Security;

/// <summary>What can be done to the encryption, which the signature does not cover.</summary>
public sealed class TamperedEncryptionTests
{
    private const string Authentication = "EBMS:0101";
    private const string Decryption = "EBMS:0102";
    private const string Policy = "EBMS:0103";

    private static readonly SecuritySuite[] Every = [.. SecuritySuite.All.Values];
    private static readonly SecuritySuite[] Transport = [SecuritySuite.Rsa];
    private static readonly SecuritySuite[] Agreement = [SecuritySuite.Edwards, SecuritySuite.P256];
    private static readonly SecuritySuite[] Edwards = [SecuritySuite.Edwards];
    private static readonly SecuritySuite[] P256 = [SecuritySuite.P256];

    private static readonly Dictionary<string, (SecuritySuite[] Suites, string Code, Action<Sent> Change)> Rows = new()
    {
        ["first octet of the nonce"] = (Every, Decryption, sent => sent.FlipPart(0, 0)),
        ["first octet of the ciphertext"] = (Every, Decryption, sent => sent.FlipPart(0, 12)),
        ["middle octet of the ciphertext"] = (Every, Decryption, sent => sent.FlipPart(1, 1500)),
        ["last octet of the ciphertext"] = (Every, Decryption, sent => sent.FlipPart(1, -17)),
        ["first octet of the tag"] = (Every, Decryption, sent => sent.FlipPart(0, -16)),
        ["last octet of the tag"] = (Every, Decryption, sent => sent.FlipPart(0, -1)),
        ["tag cut to twelve octets"] = (Every, Decryption, sent => sent.CutPart(0, 4)),
        ["tag cut off"] = (Every, Decryption, sent => sent.CutPart(0, 16)),
        ["shorter than nonce and tag"] = (Every, Decryption, sent => sent.CutPart(0, 1001)),
        ["empty"] = (Every, Decryption, sent => sent.CutPart(0, 1028)),
        ["encrypted key changed"] = (Every, Decryption, sent => sent.Flip("CipherValue", 3)),
        ["encrypted key cut"] = (Every, Decryption, sent => sent.Cut("CipherValue", 1)),
        ["encrypted key cut to eight octets"] = (Every, Decryption, sent => sent.Text("CipherValue", "AAAAAAAAAAA=")),
        ["encrypted key of zeros"] = (Every, Decryption, sent => sent.Text("CipherValue", Convert.ToBase64String(new byte[24]))),
        ["encrypted key longer than any"] = (Every, Decryption, sent => sent.Text("CipherValue", Convert.ToBase64String([.. Enumerable.Repeat((byte)255, 1000)]))),
        ["encrypted key empty"] = (Every, Policy, sent => sent.Text("CipherValue", "")),
        ["encrypted key removed"] = (Every, Decryption, sent => sent.Remove("EncryptedKey")),
        ["encrypted key twice"] = (Every, Authentication, sent => sent.Copy(sent.One("EncryptedKey"), sent.Security)),
        ["encrypted keys without end"] = (Every, Policy, sent => { for (var i = 0; i < 4; i++) { sent.Copy(sent.One("EncryptedKey"), sent.Security).SetAttribute("Id", $"k{i}"); } }),
        ["encrypted key without name"] = (Every, Policy, sent => sent.One("EncryptedKey").RemoveAttribute("Id")),
        ["encrypted key named otherwise"] = (Every, Decryption, sent => { sent.Set("EncryptedKey", "Id", "other"); sent.Remove("ReferenceList"); }),
        ["recipient changed"] = (Every, Decryption, sent => sent.Flip("KeyIdentifier", 0)),
        ["recipient named in an unknown way"] = (Every, Policy, sent => sent.Set("KeyIdentifier", "ValueType", "http://docs.oasis-open.org/wss/oasis-wss-soap-message-security-1.1#ThumbprintSHA1")),
        ["recipient not named"] = (Every, Policy, sent => sent.Remove("SecurityTokenReference")),
        ["one attachment not encrypted"] = (Every, Policy, sent => sent.Remove("EncryptedData", 1)),
        ["no attachment encrypted"] = (Every, Policy, sent => { sent.Remove("EncryptedData", 1); sent.Remove("EncryptedData"); }),
        ["attachment encrypted twice"] = (Every, Policy, sent => sent.Copy(sent.One("EncryptedData"), sent.Security).SetAttribute("Id", "other")),
        ["the other attachment's ciphertext"] = (Every, Policy, sent => sent.Set("CipherReference", "URI", "cid:photo@nl.example")),
        ["ciphertext that is not there"] = (Every, Decryption, sent => sent.Set("CipherReference", "URI", "cid:other@nl.example")),
        ["ciphertext on the web"] = (Every, Policy, sent => sent.Set("CipherReference", "URI", "https://attacker.example/x")),
        ["ciphertext in the envelope"] = (Every, Policy, sent => Inline(sent)),
        ["transform of the ciphertext"] = (Every, Policy, sent => sent.Set("Transform", "Algorithm", "http://www.w3.org/2000/09/xmldsig#base64")),
        ["ciphertext without transform"] = (Every, Policy, sent => sent.Remove("Transforms")),
        ["headers encrypted too"] = (Every, Policy, sent => sent.Set("EncryptedData", "Type", "http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#Attachment-Complete")),
        ["an element encrypted"] = (Every, Policy, sent => sent.Set("EncryptedData", "Type", "http://www.w3.org/2001/04/xmlenc#Element")),
        ["AES-128-CBC"] = (Every, Policy, sent => Cipher(sent, "http://www.w3.org/2001/04/xmlenc#aes128-cbc")),
        ["AES-256-GCM"] = (Every, Policy, sent => Cipher(sent, "http://www.w3.org/2009/xmlenc11#aes256-gcm")),
        ["triple DES"] = (Every, Policy, sent => Cipher(sent, "http://www.w3.org/2001/04/xmlenc#tripledes-cbc")),
        ["no cipher"] = (Every, Policy, sent => sent.Remove("EncryptionMethod", 1)),
        ["no media type"] = (Every, Policy, sent => sent.Set("EncryptedData", "MimeType", "a\r\nX-Header: b")),
        ["another media type"] = (Every, Authentication, sent => sent.Set("EncryptedData", "MimeType", "text/xml")),
        ["key of a data element that is nothing"] = (Every, Decryption, sent => Lose(sent)),
        ["key encrypted by RSA PKCS #1 v1.5"] = (Transport, Policy, sent => sent.Set("EncryptionMethod", "Algorithm", "http://www.w3.org/2001/04/xmlenc#rsa-1_5")),
        ["OAEP with MD5"] = (Transport, Policy, sent => sent.Set("DigestMethod", "Algorithm", "http://www.w3.org/2001/04/xmldsig-more#md5")),
        ["OAEP with another digest"] = (Transport, Decryption, sent => sent.Set("DigestMethod", "Algorithm", "http://www.w3.org/2001/04/xmlenc#sha512")),
        ["OAEP with another mask"] = (Transport, Decryption, sent => sent.Set("MGF", "Algorithm", "http://www.w3.org/2009/xmlenc11#mgf1sha1")),
        ["OAEP with an unknown mask"] = (Transport, Policy, sent => sent.Set("MGF", "Algorithm", "http://www.w3.org/2009/xmlenc11#mgf1sha224")),
        ["OAEP with a label"] = (Transport, Policy, sent => sent.Add(sent.One("EncryptionMethod"), "xenc", "OAEPparams", Namespaces.Xenc).AppendChild(sent.Envelope.CreateTextNode("AAAA"))),
        ["OAEP declared for SHA-1"] = (Transport, Policy, sent => sent.Set("EncryptionMethod", "Algorithm", Algorithms.RsaOaepMgf1Sha1)),
        ["wrap where transport belongs"] = (Transport, Policy, sent => sent.Set("EncryptionMethod", "Algorithm", Algorithms.KeyWrapAes128)),
        ["AES-256 key wrap"] = (Agreement, Policy, sent => sent.Set("EncryptionMethod", "Algorithm", "http://www.w3.org/2001/04/xmlenc#kw-aes256")),
        ["transport where agreement belongs"] = (Agreement, Policy, sent => sent.Set("EncryptionMethod", "Algorithm", Algorithms.RsaOaep)),
        ["Diffie-Hellman of old"] = (Agreement, Policy, sent => sent.Set("AgreementMethod", "Algorithm", "http://www.w3.org/2001/04/xmlenc#dh")),
        ["agreement on the other curve"] = (Edwards, Decryption, sent => sent.Set("AgreementMethod", "Algorithm", Algorithms.EcdhEs)),
        ["agreement on the other curve, from P-256"] = (P256, Decryption, sent => sent.Set("AgreementMethod", "Algorithm", Algorithms.X25519)),
        ["agreement removed"] = (Agreement, Policy, sent => sent.Remove("AgreementMethod")),
        ["originator removed"] = (Agreement, Policy, sent => sent.Remove("OriginatorKeyInfo")),
        ["recipient removed"] = (Agreement, Policy, sent => sent.Remove("RecipientKeyInfo")),
        ["derivation removed"] = (Agreement, Policy, sent => sent.Remove("KeyDerivationMethod")),
        ["derivation by ConcatKDF"] = (Agreement, Policy, sent => sent.Set("KeyDerivationMethod", "Algorithm", "http://www.w3.org/2009/xmlenc11#ConcatKDF")),
        ["salt removed"] = (Agreement, Policy, sent => sent.Remove("Salt")),
        ["salt empty"] = (Agreement, Policy, sent => sent.Text("Salt", "")),
        ["salt of eight octets"] = (Agreement, Policy, sent => sent.Cut("Salt", 8)),
        ["salt changed"] = (Agreement, Decryption, sent => sent.Flip("Salt", 0)),
        ["salt twice"] = (Agreement, Policy, sent => sent.Copy(sent.One("Salt"), sent.One("HKDFParams"))),
        ["context added"] = (Agreement, Decryption, sent => sent.Add(sent.One("HKDFParams"), "d", "Info", Namespaces.DsMore).AppendChild(sent.Envelope.CreateTextNode("AAAA"))),
        ["key of 32 octets"] = (Agreement, Policy, sent => sent.Text("KeyLength", "32")),
        ["key length in bits"] = (Agreement, Policy, sent => sent.Text("KeyLength", "128")),
        ["key of no length"] = (Agreement, Policy, sent => sent.Remove("KeyLength")),
        ["HMAC with SHA-1"] = (Agreement, Policy, sent => sent.Set("PRF", "Algorithm", "http://www.w3.org/2000/09/xmldsig#hmac-sha1")),
        ["HMAC unsaid"] = (Agreement, Policy, sent => sent.Remove("PRF")),
        ["ephemeral key of garbage"] = (Agreement, Decryption, sent => Ephemeral(sent, [1, 2, 3])),
        ["ephemeral key of another kind"] = (Agreement, Decryption, sent => Ephemeral(sent, Partner.Key(KeyAlgorithm.Ed25519).PublicKey.Raw.ToArray())),
        ["ephemeral key of somebody else"] = (Agreement, Decryption, sent => Ephemeral(sent, Partner.Key(sent.Suite.Encryption).PublicKey.Raw.ToArray())),
        ["ephemeral key with octets behind it"] = (Agreement, Decryption, sent => Ephemeral(sent, [.. Partner.Key(sent.Suite.Encryption).PublicKey.Raw.ToArray(), 0])),
        ["ephemeral point zero"] = (Edwards, Decryption, sent => Point(sent, new string('0', 64))),
        ["ephemeral point one"] = (Edwards, Decryption, sent => Point(sent, "01" + new string('0', 62))),
        ["ephemeral point of order eight"] = (Edwards, Decryption, sent => Point(sent, "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")),
        ["ephemeral point of order eight, the other"] = (Edwards, Decryption, sent => Point(sent, "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")),
        ["ephemeral point of order two"] = (Edwards, Decryption, sent => Point(sent, "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")),
        ["ephemeral point off the curve"] = (P256, Decryption, sent => sent.Flip("PublicKey", -1)),
        ["ephemeral point at infinity"] = (P256, Decryption, sent => sent.Text("PublicKey", Convert.ToBase64String(new byte[65]))),
        ["ephemeral point compressed"] = (P256, Decryption, sent => sent.Cut("PublicKey", 32)),
        ["ephemeral point on another curve"] = (P256, Decryption, sent => sent.Set("NamedCurve", "URI", "urn:oid:1.3.132.0.34")),
    };

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var (row, (suites, _, _)) in Rows)
        {
            foreach (var suite in suites)
            {
                cases.Add(row, suite.Name);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_changed_encryption_is_refused_with_the_right_error(string row, string suite)
    {
        var sent = new Sent(SecuritySuite.All[suite]);
        Given.Verified(sent.Verify());
        var (_, code, change) = Rows[row];

        change(sent);

        Given.Refused(sent.Verify()).Code.Id.ShouldBe(code);
    }

    [Fact]
    public void Nothing_is_decrypted_before_the_signature_is_known_to_be_good()
    {
        var sent = new Sent(SecuritySuite.Rsa);
        sent.Flip("SignatureValue", 0);
        sent.Flip("CipherValue", 0);

        var (verdict, checks) = MessageSecurity.Explain(sent.Envelope, sent.Parts, sent.Demands, Given.Now);

        Given.Refused(verdict).Code.Id.ShouldBe(Authentication);
        checks[^1].ShouldBe("signature");
    }

    [Fact]
    public void A_reference_list_may_be_missing_where_the_data_names_its_key()
    {
        var sent = new Sent(SecuritySuite.Edwards);

        sent.Remove("ReferenceList");

        Given.Verified(sent.Verify());
    }

    private static void Cipher(Sent sent, string algorithm) => sent.Set("EncryptionMethod", "Algorithm", algorithm, 1);

    private static void Inline(Sent sent)
    {
        sent.Add(sent.One("CipherData", 1), "xenc", "CipherValue", Namespaces.Xenc).AppendChild(sent.Envelope.CreateTextNode("AAAA"));
        sent.Remove("CipherReference");
    }

    private static void Lose(Sent sent)
    {
        sent.One("EncryptedData").SelectSingleNode(".//*[local-name()='Reference']")!.Attributes!["URI"]!.Value = "#nothing";
        sent.Remove("ReferenceList");
    }

    private static void Ephemeral(Sent sent, byte[] key)
    {
        var info = sent.One("OriginatorKeyInfo");
        info.RemoveAll();
        sent.Add(info, "d", "DEREncodedKeyValue", Namespaces.Ds11).AppendChild(sent.Envelope.CreateTextNode(Convert.ToBase64String(key)));
    }

    // The prefix of every X25519 SubjectPublicKeyInfo (RFC 8410).
    private static void Point(Sent sent, string hex) => Ephemeral(sent, Convert.FromHexString("302a300506032b656e032100" + hex));
}
