using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Entente.As4.Messaging;
using Entente.As4.Mime;
using Entente.As4.Security;
using Entente.As4.Soap;

namespace Entente.Tests.As4.Security;

/// <summary>Two partners with keys for every suite, and a message between them.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly RandomNumberGenerator Random = RandomNumberGenerator.Create();

    private static readonly Lazy<IReadOnlyDictionary<SecuritySuite, Partner>> Partners = new(() =>
        SecuritySuite.All.Values.ToDictionary(suite => suite, suite => new Partner(suite)));

    public static Partner Partner(SecuritySuite suite) => Partners.Value[suite];

    public static XmlDocument Envelope(IReadOnlyList<MimePart> parts)
    {
        var info = string.Concat(parts.Select(part => $"<eb:PartInfo href=\"cid:{part.ContentId}\"/>"));
        return Read($"""
            <env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" xmlns:unused="urn:x">
              <env:Header>
                <eb:Messaging xmlns:eb="{Namespaces.Ebms}" env:mustUnderstand="true">
                  <eb:UserMessage><eb:MessageInfo><eb:MessageId>1@nl.example</eb:MessageId></eb:MessageInfo>
                    <eb:PayloadInfo>{info}</eb:PayloadInfo></eb:UserMessage>
                </eb:Messaging>
              </env:Header>
              <env:Body/>
            </env:Envelope>
            """);
    }

    public static MimePart Part(string contentId, string type, string content) => Part(contentId, type, Encoding.UTF8.GetBytes(content));

    public static MimePart Part(string contentId, string type, byte[] content) =>
        new(contentId, [new("Content-Type", type), new("Content-ID", $"<{contentId}>")], content);

    public static IReadOnlyList<MimePart> TwoParts =>
        [Part("alert@nl.example", "application/gzip", RandomNumberGenerator.GetBytes(1000)), Part("photo@nl.example", "image/png", RandomNumberGenerator.GetBytes(3000))];

    public static OutgoingSecurity Outgoing(SecuritySuite suite) => new()
    {
        Suite = suite,
        SigningKey = Partner(suite).SigningKey,
        SigningChain = Partner(suite).Chain,
        Recipients = [Partner(suite).Recipient.Certificate],
    };

    public static IncomingSecurity Incoming(SecuritySuite suite) => new()
    {
        Suites = [suite],
        AcceptSigner = new PinnedSigners([Partner(suite).Chain[0]]).Accept,
        DecryptionKeys = [Partner(suite).Recipient],
    };

    /// <summary>What the wire does to an envelope: it is written, and read again.</summary>
    public static XmlDocument Travelled(XmlDocument envelope) => Read(envelope.OuterXml);

    public static XmlDocument Read(string xml) =>
        SoapXml.TryRead(Encoding.UTF8.GetBytes(xml), new EnvelopeLimits(), out var document, out var error) ? document : throw new ArgumentException(error.Detail, nameof(xml));

    public static SecuredMessage Secured(SecuritySuite suite, IReadOnlyList<MimePart> parts, Func<OutgoingSecurity, OutgoingSecurity>? vary = null) =>
        MessageSecurity.Secure(Envelope(parts), parts, (vary ?? (same => same))(Outgoing(suite)), Random, Now);

    public static SecurityVerdict Verify(SecuredMessage message, IncomingSecurity demands) =>
        MessageSecurity.Verify(Travelled(message.Envelope), message.Parts, demands, Now);

    public static SecurityVerdict.Verified Verified(SecurityVerdict verdict) =>
        verdict as SecurityVerdict.Verified ?? throw new Xunit.Sdk.XunitException(((SecurityVerdict.Refused)verdict).Error.ToString());

    public static EbmsError Refused(SecurityVerdict verdict) => verdict.ShouldBeOfType<SecurityVerdict.Refused>().Error;
}

/// <summary>The sender's signing key with a chain of three certificates, and the recipient's key.</summary>
internal sealed class Partner
{
    public Partner(SecuritySuite suite)
    {
        var root = Key(suite.Signing);
        var issuer = Key(suite.Signing);
        SigningKey = Key(suite.Signing);
        var rootCertificate = Certify("CN=Root,O=Customs Union,C=EU", root, (root, null), authority: true);
        var issuerCertificate = Certify("CN=Issuing,O=Customs Union,C=EU", issuer, (root, rootCertificate), authority: true);
        Chain = [Certify("CN=node,O=\"Douane, Rotterdam\",C=NL", SigningKey, (issuer, issuerCertificate)), issuerCertificate, rootCertificate];
        Recipient = NewRecipient(suite, "CN=receiving node,O=CBSA,C=CA");
    }

    public PrivateKey SigningKey { get; }

    public IReadOnlyList<Certificate> Chain { get; }

    public DecryptionKey Recipient { get; }

    public static DecryptionKey NewRecipient(SecuritySuite suite, string name)
    {
        var key = Key(suite.Encryption);
        using var authority = PrivateKey.Generate(KeyAlgorithm.Ed25519, Given.Random);
        return new DecryptionKey(key, Certify(name, key, (key.Algorithm == KeyAlgorithm.X25519 ? authority : key, null)));
    }

    public static PrivateKey Key(KeyAlgorithm algorithm) =>
        algorithm == KeyAlgorithm.Rsa ? PrivateKey.GenerateRsa(2048) : PrivateKey.Generate(algorithm, Given.Random);

    public static Certificate Certify(string name, PrivateKey key, (PrivateKey Key, Certificate? Certificate) issuer, bool authority = false) =>
        CertificateAuthor.Write(name, key.PublicKey, issuer, Given.Now.AddDays(-1), Given.Now.AddYears(2), Given.Random, authority);
}
