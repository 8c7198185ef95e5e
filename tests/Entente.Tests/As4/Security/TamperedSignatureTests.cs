using System.Xml;
using Entente.As4.Security;
using Entente.As4.Security.Xml;

namespace Entente.Tests.As4.Security;

/// <summary>What can be done to the signature and to what it covers. Every row is run in every suite.</summary>
public sealed class TamperedSignatureTests
{
    private const string Authentication = "EBMS:0101";
    private const string Decryption = "EBMS:0102";
    private const string Policy = "EBMS:0103";

    // The references are in this order: eb:Messaging, Body, first attachment, second attachment.
    private static readonly Dictionary<string, (string Code, Action<Sent> Change)> Rows = new()
    {
        ["digest of eb:Messaging changed"] = (Authentication, sent => sent.Flip("DigestValue", 0)),
        ["digest of Body changed"] = (Authentication, sent => sent.Flip("DigestValue", 31, 1)),
        ["digest of an attachment changed"] = (Authentication, sent => sent.Flip("DigestValue", 16, 2)),
        ["digest cut"] = (Authentication, sent => sent.Cut("DigestValue", 1)),
        ["digest not Base64"] = (Authentication, sent => sent.Text("DigestValue", "no digest!")),
        ["digest with a comment in it"] = (Authentication, sent => sent.One("DigestValue").AppendChild(sent.Envelope.CreateComment("x"))),
        ["digest of eb:Messaging changed and signed"] = (Authentication, sent => { sent.Flip("DigestValue", 0); sent.Resign(); }),
        ["digest of an attachment changed and signed"] = (Authentication, sent => { sent.Flip("DigestValue", 0, 3); sent.Resign(); }),
        ["first octet of the signature changed"] = (Authentication, sent => sent.Flip("SignatureValue", 0)),
        ["middle octet of the signature changed"] = (Authentication, sent => sent.Flip("SignatureValue", 32)),
        ["last octet of the signature changed"] = (Authentication, sent => sent.Flip("SignatureValue", -1)),
        ["signature cut"] = (Authentication, sent => sent.Cut("SignatureValue", 1)),
        ["signature of zeros"] = (Authentication, sent => sent.Text("SignatureValue", Convert.ToBase64String(new byte[64]))),
        ["signature longer"] = (Authentication, sent => sent.Text("SignatureValue", Convert.ToBase64String([.. Convert.FromBase64String(sent.One("SignatureValue").InnerText), 0]))),
        ["signature empty"] = (Authentication, sent => sent.Text("SignatureValue", "")),
        ["signature of an unknown key"] = (Authentication, sent => sent.Resign(Partner.Key(sent.Suite.Signing))),
        ["text of eb:Messaging changed"] = (Authentication, sent => sent.Text("MessageId", "2@nl.example")),
        ["white space in eb:Messaging"] = (Authentication, sent => sent.Messaging.AppendChild(sent.Envelope.CreateTextNode(" "))),
        ["attribute of eb:Messaging added"] = (Authentication, sent => sent.Messaging.SetAttribute("x", "y")),
        ["attribute of eb:Messaging changed"] = (Authentication, sent => sent.Messaging.SetAttribute("mustUnderstand", Namespaces.Soap12, "false")),
        ["element of eb:Messaging added"] = (Authentication, sent => sent.Copy(sent.One("PartInfo"), sent.One("PayloadInfo"))),
        ["element of eb:Messaging removed"] = (Authentication, sent => sent.Remove("PartInfo")),
        ["elements of eb:Messaging in another order"] = (Authentication, sent => sent.One("PayloadInfo").PrependChild(sent.One("PartInfo", 1))),
        ["eb:Messaging with another prefix"] = (Authentication, sent => sent.Messaging.Prefix = "eb3"),
        ["attribute of Body added"] = (Authentication, sent => sent.One("Body").SetAttribute("x", "y")),
        ["Body with an element"] = (Policy, sent => sent.Add(sent.One("Body"), "x", "Payload", "urn:x")),
        ["Body with text"] = (Policy, sent => sent.Text("Body", "x")),
        ["reference to eb:Messaging removed"] = (Policy, sent => Remove(sent, 0)),
        ["reference to Body removed"] = (Policy, sent => Remove(sent, 1)),
        ["reference to an attachment removed"] = (Policy, sent => Remove(sent, 2)),
        ["eb:Messaging not signed by its signer"] = (Policy, sent => { Remove(sent, 0); sent.Resign(); }),
        ["Body not signed by its signer, as ICS2 finds in receipts"] = (Policy, sent => { Remove(sent, 1); sent.Resign(); }),
        ["attachment not signed by its signer"] = (Policy, sent => { Remove(sent, 3); sent.Resign(); }),
        ["reference twice"] = (Authentication, sent => { sent.Copy(sent.Reference(0), sent.SignedInfo); sent.Resign(); }),
        ["reference to an attachment twice"] = (Authentication, sent => { sent.Copy(sent.Reference(2), sent.SignedInfo); sent.Resign(); }),
        ["references swapped between attachments"] = (Authentication, sent => { Swap(sent); sent.Resign(); }),
        ["references in another order"] = (Authentication, sent => sent.SignedInfo.AppendChild(sent.Reference(0))),
        ["reference to nothing"] = (Authentication, sent => Point(sent, 0, "#nothing")),
        ["reference to the SOAP Header"] = (Authentication, sent => { sent.Header.With("wsu", "Id", Namespaces.Wsu, "header"); Point(sent, 0, "#header"); }),
        ["reference to an element of eb:Messaging"] = (Authentication, sent => { sent.One("UserMessage").With("wsu", "Id", Namespaces.Wsu, "user"); Point(sent, 0, "#user"); }),
        ["reference by XPointer"] = (Authentication, sent => Point(sent, 0, "#xpointer(/)")),
        ["reference to the whole document"] = (Policy, sent => Point(sent, 0, "")),
        ["reference to a lone number sign"] = (Policy, sent => Point(sent, 0, "#")),
        ["reference without URI"] = (Policy, sent => sent.Reference(0).RemoveAttribute("URI")),
        ["reference to the web"] = (Policy, sent => Point(sent, 0, "https://attacker.example/x")),
        ["reference to a file"] = (Policy, sent => Point(sent, 0, "file:///etc/passwd")),
        ["reference to an attachment that is not there"] = (Authentication, sent => Point(sent, 2, "cid:other@nl.example")),
        ["reference to an attachment without name"] = (Policy, sent => Point(sent, 2, "cid:")),
        ["reference of a type"] = (Policy, sent => sent.Reference(0).SetAttribute("Type", "http://www.w3.org/2000/09/xmldsig#Manifest")),
        ["XPath transform"] = (Policy, sent => Transform(sent, 0, "http://www.w3.org/TR/1999/REC-xpath-19991116")),
        ["XPath filter transform"] = (Policy, sent => Transform(sent, 0, "http://www.w3.org/2002/06/xmldsig-filter2")),
        ["XSLT transform"] = (Policy, sent => Transform(sent, 0, "http://www.w3.org/TR/1999/REC-xslt-19991116")),
        ["enveloped signature transform"] = (Policy, sent => Transform(sent, 0, "http://www.w3.org/2000/09/xmldsig#enveloped-signature")),
        ["Base64 transform"] = (Policy, sent => Transform(sent, 0, "http://www.w3.org/2000/09/xmldsig#base64")),
        ["token transform"] = (Policy, sent => Transform(sent, 0, "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform")),
        ["inclusive canonical XML as transform"] = (Policy, sent => Transform(sent, 0, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")),
        ["attachment transform for an element"] = (Policy, sent => Transform(sent, 0, Algorithms.AttachmentContent)),
        ["canonical XML for an attachment"] = (Policy, sent => Transform(sent, 2, Algorithms.ExclusiveC14N)),
        ["complete attachment transform"] = (Policy, sent => Transform(sent, 2, "http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#Attachment-Complete-Signature-Transform")),
        ["two transforms"] = (Policy, sent => sent.Copy(sent.One("Transform"), sent.One("Transforms"))),
        ["no transform"] = (Policy, sent => sent.Reference(0).RemoveChild(sent.Reference(0).FirstChild!)),
        ["SHA-1 digest"] = (Policy, sent => Digest(sent, "http://www.w3.org/2000/09/xmldsig#sha1")),
        ["MD5 digest"] = (Policy, sent => Digest(sent, "http://www.w3.org/2001/04/xmldsig-more#md5")),
        ["SHA-512 digest"] = (Policy, sent => Digest(sent, "http://www.w3.org/2001/04/xmlenc#sha512")),
        ["digest without algorithm"] = (Policy, sent => sent.One("DigestMethod").RemoveAttribute("Algorithm")),
        ["RSA with SHA-1"] = (Policy, sent => sent.Set("SignatureMethod", "Algorithm", "http://www.w3.org/2000/09/xmldsig#rsa-sha1")),
        ["HMAC with the public key"] = (Policy, sent => sent.Set("SignatureMethod", "Algorithm", Algorithms.HmacSha256)),
        ["DSA"] = (Policy, sent => sent.Set("SignatureMethod", "Algorithm", "http://www.w3.org/2000/09/xmldsig#dsa-sha1")),
        ["signature without algorithm"] = (Policy, sent => sent.One("SignatureMethod").RemoveAttribute("Algorithm")),
        ["signature algorithm with a length"] = (Authentication, sent => sent.Add(sent.One("SignatureMethod"), "ds", "HMACOutputLength", Namespaces.Ds)),
        ["inclusive canonical XML"] = (Policy, sent => sent.Set("CanonicalizationMethod", "Algorithm", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")),
        ["canonical XML with comments"] = (Policy, sent => sent.Set("CanonicalizationMethod", "Algorithm", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments")),
        ["prefix list added"] = (Authentication, sent => sent.Add(sent.One("CanonicalizationMethod"), "ec", "InclusiveNamespaces", Algorithms.ExclusiveC14N).SetAttribute("PrefixList", "unused")),
        ["Object in the signature"] = (Authentication, sent => sent.Add(sent.One("Signature"), "ds", "Object", Namespaces.Ds)),
        ["SignedInfo twice"] = (Authentication, sent => sent.Copy(sent.SignedInfo, sent.One("Signature"))),
        ["text between the elements of SignedInfo"] = (Authentication, sent => sent.SignedInfo.AppendChild(sent.Envelope.CreateTextNode("x"))),
        ["no signature"] = (Policy, sent => sent.Remove("Signature")),
        ["no security header"] = (Policy, sent => sent.Remove("Security")),
        ["security header for somebody else"] = (Policy, sent => sent.Security.SetAttribute("role", Namespaces.Soap12, "urn:other")),
        ["two security headers"] = (Policy, sent => sent.Copy(sent.Security, sent.Header)),
        ["two signatures"] = (Authentication, sent => sent.Copy(sent.One("Signature"), sent.Security)),
        ["another signature outside the security header"] = (Authentication, sent => sent.Copy(sent.One("Signature"), sent.Header)),
        ["signature outside the security header"] = (Authentication, sent => sent.Header.AppendChild(sent.One("Signature"))),
        ["password added"] = (Policy, sent => sent.Add(sent.Security, "wsse", "UsernameToken", Namespaces.Wsse)),
        ["KeyInfo removed"] = (Authentication, sent => sent.One("Signature").RemoveChild(sent.One("Signature").LastChild!)),
        ["KeyInfo with the key alone"] = (Policy, sent => sent.One("Signature").LastChild!.AppendChild(sent.Envelope.CreateElement("ds", "KeyValue", Namespaces.Ds))),
        ["token reference to nothing"] = (Policy, sent => Token(sent).SetAttribute("URI", "#nothing")),
        ["token reference to the web"] = (Policy, sent => Token(sent).SetAttribute("URI", "https://attacker.example/certificate")),
        ["token of another type than its reference"] = (Policy, sent => Token(sent).SetAttribute("ValueType", Namespaces.X509PkiPath)),
        ["token removed"] = (Policy, sent => sent.Remove("BinarySecurityToken")),
        ["token of garbage"] = (Policy, sent => sent.Text("BinarySecurityToken", "MAMBAgM=")),
        ["token of unknown type"] = (Policy, sent => sent.Set("BinarySecurityToken", "ValueType", "urn:x")),
        ["token with changed certificate"] = (Authentication, sent => sent.Flip("BinarySecurityToken", -1)),
        ["token of another certificate for the same key"] = (Authentication, sent => sent.Text("BinarySecurityToken", Convert.ToBase64String(SelfSigned(sent, Given.Partner(sent.Suite).SigningKey).Raw.Span))),
        ["all signed anew by an impostor"] = (Authentication, Impersonate),
        ["five tokens"] = (Policy, sent => { for (var i = 0; i < 4; i++) { sent.Copy(sent.One("BinarySecurityToken"), sent.Security).With("wsu", "Id", Namespaces.Wsu, $"t{i}"); } }),
        ["two elements of one name"] = (Authentication, sent => sent.One("UserMessage").With("wsu", "Id", Namespaces.Wsu, sent.Messaging.GetAttribute("Id", Namespaces.Wsu))),
        ["two elements of one name, of two kinds"] = (Authentication, sent => sent.One("UserMessage").SetAttribute("ID", sent.Messaging.GetAttribute("Id", Namespaces.Wsu))),
        ["attachment renamed"] = (Authentication, sent => sent.Parts[0] = sent.Parts[0] with { ContentId = "other@nl.example" }),
        ["attachment removed"] = (Authentication, sent => sent.Parts.RemoveAt(1)),
        ["all attachments removed"] = (Authentication, sent => sent.Parts.Clear()),
        ["attachment added"] = (Policy, sent => sent.Parts.Add(Given.Part("extra@nl.example", "image/png", "extra"))),
        ["attachment twice"] = (Authentication, sent => sent.Parts.Add(sent.Parts[0])),
        ["attachment without name"] = (Authentication, sent => sent.Parts[0] = sent.Parts[0] with { ContentId = "" }),
        ["contents of attachments swapped"] = (Authentication, sent => (sent.Parts[0], sent.Parts[1]) = (sent.Parts[0] with { Content = sent.Parts[1].Content }, sent.Parts[1] with { Content = sent.Parts[0].Content })),
        ["contents and names of attachments swapped"] = (Authentication, sent => (sent.Parts[0], sent.Parts[1]) = (sent.Parts[1] with { ContentId = sent.Parts[0].ContentId }, sent.Parts[0] with { ContentId = sent.Parts[1].ContentId })),
        ["encryption taken away"] = (Policy, Unencrypted),
        ["suite not agreed"] = (Policy, sent => sent.Demands = sent.Demands with { Suites = [.. SecuritySuite.All.Values.Except([sent.Suite])] }),
        ["leaf where the chain is asked for"] = (Policy, sent => sent.Demands = sent.Demands with { CertificatePathRequired = true }),
        ["certificate of the signer not pinned"] = (Authentication, sent => sent.Demands = sent.Demands with { AcceptSigner = new PinnedSigners([Given.Partner(sent.Suite).Chain[1]]).Accept }),
        ["our keys are others"] = (Decryption, sent => sent.Demands = sent.Demands with { DecryptionKeys = [Partner.NewRecipient(sent.Suite, "CN=other")] }),
        ["no key of ours"] = (Decryption, sent => sent.Demands = sent.Demands with { DecryptionKeys = [] }),
        ["another key of ours under the certificate named"] = (Decryption, sent => sent.Demands = sent.Demands with { DecryptionKeys = [sent.Demands.DecryptionKeys[0] with { Key = Partner.NewRecipient(sent.Suite, "CN=other").Key }] }),
        ["too many references"] = (Policy, sent => sent.Demands = sent.Demands with { Limits = new() { References = 3 } }),
        ["too many attachments"] = (Policy, sent => sent.Demands = sent.Demands with { Limits = new() { Parts = 1 } }),
        ["too many nodes"] = (Policy, sent => sent.Demands = sent.Demands with { Limits = new() { XmlNodes = 40 } }),
        ["too deep"] = (Policy, sent => sent.Demands = sent.Demands with { Limits = new() { XmlDepth = 4 } }),
    };

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var row in Rows.Keys)
        {
            foreach (var suite in SecuritySuite.All.Keys)
            {
                cases.Add(row, suite);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_changed_message_is_refused_with_the_right_error(string row, string suite)
    {
        var sent = new Sent(SecuritySuite.All[suite]);
        Given.Verified(sent.Verify());
        var (code, change) = Rows[row];

        change(sent);

        Given.Refused(sent.Verify()).Code.Id.ShouldBe(code);
    }

    [Fact]
    public void Attachments_may_travel_in_any_order()
    {
        var sent = new Sent(SecuritySuite.Rsa);

        sent.Parts.Reverse();

        Given.Verified(sent.Verify()).Parts.Select(part => part.ContentId).ShouldBe(["photo@nl.example", "alert@nl.example"]);
    }

    private static void Remove(Sent sent, int reference) => sent.SignedInfo.RemoveChild(sent.Reference(reference));

    private static void Point(Sent sent, int reference, string uri)
    {
        sent.Reference(reference).SetAttribute("URI", uri);
        sent.Resign();
    }

    private static void Transform(Sent sent, int reference, string algorithm)
    {
        sent.Set("Transform", "Algorithm", algorithm, reference + sent.All("CipherReference").Count);
        sent.Resign();
    }

    private static void Digest(Sent sent, string algorithm)
    {
        sent.All("DigestMethod")[^1].SetAttribute("Algorithm", algorithm);
        sent.Resign();
    }

    private static void Swap(Sent sent)
    {
        var (first, second) = (sent.Reference(2).GetAttribute("URI"), sent.Reference(3).GetAttribute("URI"));
        sent.Reference(2).SetAttribute("URI", second);
        sent.Reference(3).SetAttribute("URI", first);
    }

    private static XmlElement Token(Sent sent) => sent.All("Reference").Last(reference => reference.NamespaceURI == Namespaces.Wsse);

    private static Certificate SelfSigned(Sent sent, PrivateKey key) => Partner.Certify("CN=node,C=NL", key, (key, null));

    private static void Impersonate(Sent sent)
    {
        var key = Partner.Key(sent.Suite.Signing);
        sent.Text("BinarySecurityToken", Convert.ToBase64String(SelfSigned(sent, key).Raw.Span));
        sent.Text("MessageId", "2@nl.example");
        sent.Redigest(sent.Messaging);
        sent.Resign(key);
    }

    private static void Unencrypted(Sent sent)
    {
        var plain = Given.Verified(sent.Verify()).Parts;
        sent.Parts.Clear();
        sent.Parts.AddRange(plain);
        sent.All("EncryptedData").ToList().ForEach(data => data.ParentNode!.RemoveChild(data));
        sent.Remove("EncryptedKey");
    }
}
