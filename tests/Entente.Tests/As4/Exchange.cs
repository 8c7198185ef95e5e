using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Mime;
using Entente.As4.Security;
using Entente.Tests.As4.Security;

namespace Entente.Tests.As4;

/// <summary>The Netherlands and Canada with an agreement between them: what each sends, and what the other makes of it.</summary>
internal sealed class Exchange
{
    public static readonly DateTimeOffset Now = Given.Now;
    public static readonly RandomNumberGenerator Random = RandomNumberGenerator.Create();
    public static readonly Party Nl = new(new PartyId("NL", "urn:entente:administration"), "Owner");
    public static readonly Party Ca = new(new PartyId("CA", "urn:entente:administration"), "Partner");

    private static readonly Lazy<IReadOnlyDictionary<SecuritySuite, (Partner Nl, Partner Ca)>> Partners = new(() =>
        SecuritySuite.All.Values.ToDictionary(suite => suite, suite => (new Partner(suite), new Partner(suite))));

    private readonly Partner nl;
    private readonly Partner ca;
    private readonly Dictionary<string, SentMessage> sentByNl = [];
    private readonly Dictionary<string, SentMessage> sentByCa = [];

    public Exchange(SecuritySuite? suite = null, TokenReference token = TokenReference.BinarySecurityToken, bool encrypt = true)
    {
        Leg = new PMode
        {
            Id = "nl-ca",
            Agreement = new AgreementRef("urn:entente:agreement:1"),
            From = Nl,
            To = Ca,
            Service = new ServiceRef("urn:entente:alerts"),
            Actions = ["publish", "withdraw"],
            Suite = suite ?? SecuritySuite.Edwards,
            Encrypt = encrypt,
            SigningToken = token,
            RecipientToken = token == TokenReference.CertificatePath ? TokenReference.BinarySecurityToken : token,
        };
        ReplyLeg = Leg with { Id = "ca-nl", From = Ca, To = Nl, Actions = ["answer"], Reply = true };
        (nl, ca) = Partners.Value[Leg.Suite];
    }

    public PMode Leg { get; set; }

    public PMode ReplyLeg { get; set; }

    public OutgoingSecurity NlSecures => Leg.Secure(nl.SigningKey, nl.Chain, [ca.Recipient.Certificate]);

    public OutgoingSecurity CaSecures => Leg.Secure(ca.SigningKey, ca.Chain, [nl.Recipient.Certificate]);

    public Partner NlKeys => nl;

    public Partner CaKeys => ca;

    public ReceptionPolicy AtCa => new()
    {
        Ours = Ca.Ids,
        Legs = [new AgreedLeg(Leg, FromNl), new AgreedLeg(Leg.ForTest(), FromNl)],
        Sent = id => sentByCa.GetValueOrDefault(id.Value),
        PullersOf = mpc => mpc == "urn:entente:pull:nl" ? FromNl : null,
    };

    public ReceptionPolicy AtNl => new()
    {
        Ours = Nl.Ids,
        Legs = [new AgreedLeg(ReplyLeg, FromCa)],
        Sent = id => sentByNl.GetValueOrDefault(id.Value),
    };

    private IncomingSecurity FromNl => Leg.Demand(new PinnedSigners([nl.Chain[0]]).Accept, [ca.Recipient]);

    private IncomingSecurity FromCa => ReplyLeg.Demand(new PinnedSigners([ca.Chain[0]]).Accept, [nl.Recipient]);

    public static MessageId NewId(string host = "nl.example") => MessageId.New(Now, host, Random);

    public static Payload Document(string content = "{\"alert\":1}", string id = "alert@nl.example") =>
        new(id, "application/json", Encoding.UTF8.GetBytes(content)) { CharacterSet = "utf-8" };

    public static Payload Photo(int bytes = 3000, string id = "photo@nl.example") => new(id, "image/png", RandomNumberGenerator.GetBytes(bytes));

    public static Submission Submission(params Payload[] payloads) =>
        new() { MessageId = NewId(), Action = "publish", ConversationId = "c-1", Payloads = payloads };

    public OutgoingMessage Send(params Payload[] payloads) => Send(Submission(payloads.Length == 0 ? [Document()] : payloads));

    public OutgoingMessage Send(Submission submission, PMode? leg = null)
    {
        var sent = As4Writer.Message(submission, leg ?? Leg, NlSecures, Now, Random);
        sentByNl[submission.MessageId.Value] = new SentMessage(submission.MessageId, submission.ConversationId, sent.SignedParts, FromCa);
        return sent;
    }

    public Received AtCanada(OutgoingMessage sent, ReceptionPolicy? policy = null) => As4Reader.Read(sent.ContentType, sent.Body, policy ?? AtCa, Now);

    public Received AtNetherlands(OutgoingMessage sent, ReceptionPolicy? policy = null) => As4Reader.Read(sent.ContentType, sent.Body, policy ?? AtNl, Now);

    public VerifiedMessage Delivered(OutgoingMessage sent, ReceptionPolicy? policy = null) => AtCanada(sent, policy) switch
    {
        Received.Message message => message.Verified,
        Received.Refused refused => throw new Xunit.Sdk.XunitException(refused.Why.ToString()),
        var other => throw new Xunit.Sdk.XunitException(other.ToString()),
    };

    public OutgoingMessage ReceiptOf(VerifiedMessage message) => As4Writer.Receipt(message, NewId("ca.example"), CaSecures, Now, Random);

    public OutgoingMessage Reply(Submission submission)
    {
        var sent = As4Writer.Message(submission, ReplyLeg, CaSecures, Now, Random);
        sentByCa[submission.MessageId.Value] = new SentMessage(submission.MessageId, submission.ConversationId, sent.SignedParts, FromNl);
        return sent;
    }

    /// <summary>A message that no producer of ours would make, signed and encrypted as it should be.</summary>
    public OutgoingMessage Forged(Func<UserMessage, UserMessage> change, params MimePart[] parts)
    {
        var header = new UserMessage
        {
            MessageId = NewId(),
            Timestamp = Now,
            From = Leg.From,
            To = Leg.To,
            Agreement = Leg.Agreement,
            Service = Leg.Service,
            Action = "publish",
            ConversationId = "c-1",
            Parts = [.. parts.Select(part => Reference(part.ContentId, ("MimeType", "application/json")))],
        };
        return Pack(HeaderWriter.Write(change(header)), parts, NlSecures);
    }

    public static PartReference Reference(string contentId, params (string Name, string Value)[] properties) =>
        new("cid:" + contentId) { Properties = [.. properties.Select(property => new MessageProperty(property.Name, property.Value))] };

    public static MimePart Part(string contentId, byte[] content) => Given.Part(contentId, "application/octet-stream", content);

    public static OutgoingMessage Pack(XmlDocument envelope, IReadOnlyList<MimePart> parts, OutgoingSecurity? security)
    {
        var secured = security is null ? new SecuredMessage(envelope, parts, []) : MessageSecurity.Secure(envelope, parts, security, Random, Now);
        var root = new MimePart("root@nl.example", [new("Content-Type", "application/soap+xml; charset=UTF-8"), new("Content-ID", "<root@nl.example>")], Encoding.UTF8.GetBytes(secured.Envelope.OuterXml));
        var (contentType, body) = MultipartWriter.Write(new MimePackage(root, secured.Parts), Random);
        return new OutgoingMessage(null, contentType, body, [.. secured.References.Select(SignedPart.From)]);
    }

    /// <summary>The message with its envelope's text changed on the way.</summary>
    public static OutgoingMessage Tampered(OutgoingMessage sent, Func<string, string> envelope) =>
        Repacked(sent, package => package with { Root = package.Root with { Content = Encoding.UTF8.GetBytes(Changed(Encoding.UTF8.GetString(package.Root.Content.Span), envelope)) } });

    public static OutgoingMessage Repacked(OutgoingMessage sent, Func<MimePackage, MimePackage> change)
    {
        MultipartReader.TryRead(sent.ContentType, sent.Body, new MimeLimits(), out var package, out var error).ShouldBeTrue(error?.Detail);
        var (contentType, body) = MultipartWriter.Write(change(package!), Random);
        return sent with { ContentType = contentType, Body = body };
    }

    public static string EnvelopeOf(OutgoingMessage sent)
    {
        MultipartReader.TryRead(sent.ContentType, sent.Body, new MimeLimits(), out var package, out _).ShouldBeTrue();
        return Encoding.UTF8.GetString(package!.Root.Content.Span);
    }

    private static string Changed(string text, Func<string, string> change)
    {
        var changed = change(text);
        changed.ShouldNotBe(text, "the tampering changes nothing");
        return changed;
    }
}
