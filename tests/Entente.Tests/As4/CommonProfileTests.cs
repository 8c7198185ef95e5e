using System.Collections.Frozen;
using System.Text;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Mime;
using Entente.As4.Security;
using Entente.Tests.Node.Federation.Faults;

namespace Entente.Tests.As4;

/// <summary>The test assertions of the eDelivery AS4 Common Profile, each as far as the engine alone can show it. "The sender" is the Netherlands.</summary>
public sealed class CommonProfileTests
{
    private static readonly FrozenDictionary<string, Action<Exchange>> Shown = new Dictionary<string, Action<Exchange>>
    {
        ["TA01"] = exchange => Receipted(exchange, exchange.Send()), // One-Way/Push; the status 2xx is the node's
        ["TA02"] = exchange => Reply(exchange).RefToMessageId.ShouldNotBeNull(),
        ["TA03"] = exchange => Header(exchange.Send()).ShouldSatisfyAllConditions(
            header => header.From.Ids.ShouldHaveSingleItem(),
            header => header.To.Ids.ShouldHaveSingleItem()),
        ["TA04"] = exchange => Receipted(exchange, exchange.Send(Exchange.Submission(Exchange.Document()), exchange.Leg with { Compress = false })),
        ["TA05"] = exchange =>
        {
            var sent = exchange.Send(Xml("utf-8"));
            Exchange.EnvelopeOf(sent).ShouldMatch("<env:Body[^>]*/></env:Envelope>$");
            Parts(sent).ShouldHaveSingleItem();
        },
        ["TA06"] = exchange => Header(exchange.Send(Xml("utf-8"), Exchange.Photo())).Parts[0].ContentId.ShouldBe(Xml("utf-8").ContentId),
        ["TA07"] = exchange => Receipted(exchange, exchange.Send(Xml("utf-8"), Exchange.Photo())),
        ["TA08"] = exchange => Refused(exchange, exchange.Forged(header => header with { Parts = [new PartReference("http://nl.example/payload.xml")] }), "EBMS:0011"),
        ["TA12"] = exchange => Exchange.EnvelopeOf(exchange.Send()).ShouldSatisfyAllConditions(
            envelope => envelope.ShouldContain("SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\""),
            envelope => envelope.ShouldContain("DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"")),
        ["TA13"] = exchange => Exchange.EnvelopeOf(exchange.Send()).ShouldContain("EncryptionMethod Algorithm=\"http://www.w3.org/2009/xmlenc11#aes128-gcm\""),
        ["TA14"] = exchange =>
        {
            var (request, reply) = Pair(exchange);
            exchange.AtNetherlands(exchange.ReceiptOf(request)).ShouldBeOfType<Received.ReceiptFor>();
            exchange.AtNetherlands(reply).ShouldBeOfType<Received.Message>();
        },
        ["TA16"] = exchange => exchange.AtNetherlands(exchange.ReceiptOf(Ping(exchange).Verified)).ShouldBeOfType<Received.ReceiptFor>(),
        ["TA17"] = exchange => Ping(exchange).ShouldNotBeAssignableTo<Received.Message>(),
        ["TA19"] = exchange => Reply(exchange).ConversationId.ShouldBe("c-1"),
        ["TA21"] = exchange =>
        {
            var sent = exchange.Send();
            sent.ContentType.ShouldStartWith("multipart/related");
            Receipted(exchange, sent);
        },
        ["TA22"] = exchange =>
        {
            var receipt = exchange.ReceiptOf(exchange.Delivered(exchange.Send()));
            receipt.ContentType.ShouldStartWith("application/soap+xml");
            exchange.AtNetherlands(receipt).ShouldBeOfType<Received.ReceiptFor>();
        },
        ["TA23"] = exchange => Parts(Unencrypted(Xml("utf-8")))[0].Content.Span[..2].ToArray().ShouldBe([0x1F, 0x8B]),
        ["TA24"] = exchange =>
        {
            Properties(exchange.Send())["CompressionType"].ShouldBe("application/gzip");
            Parts(Unencrypted(Xml("utf-8")))[0].Header("Content-Type").ShouldBe("application/gzip");
        },
        ["TA25"] = exchange => Properties(exchange.Send(Xml("utf-8")))["MimeType"].ShouldBe("application/xml"),
        ["TA26"] = exchange => Refused(exchange, Compressed(exchange, Gzip.Of("<a/>"u8), ("CompressionType", "application/gzip")), "EBMS:0003"),
        ["TA27"] = exchange => Properties(exchange.Send(Xml("UTF-16")))["CharacterSet"].ShouldBe("UTF-16"),
        ["TA28"] = exchange => Properties(exchange.Send(Xml("UTF-8")))["CharacterSet"].ShouldBe("UTF-8"),
        ["TA29"] = exchange => Refused(exchange, Compressed(exchange, Gzip.Of("<a/>"u8), ("CompressionType", "application/gzip"), ("MimeType", "application/xml"), ("CharacterSet", "!utf*")), "EBMS:0003"),
        ["TA30"] = exchange => Refused(exchange, Compressed(exchange, Gzip.Damaged("<a/>"u8), ("CompressionType", "application/gzip"), ("MimeType", "application/xml")), "EBMS:0303"),
        ["TA32"] = exchange => exchange.Delivered(exchange.Send(Xml("utf-8"))).Payloads[0].Content.ToArray().ShouldBe(Xml("utf-8").Content.ToArray()),
        ["TA33"] = exchange =>
        {
            var (document, photo) = (Xml("utf-8"), Exchange.Photo());
            exchange.Delivered(exchange.Send(document, photo)).Payloads.Select(payload => payload.Content.ToArray()).ShouldBe([document.Content.ToArray(), photo.Content.ToArray()]);
        },
        ["TA34"] = _ => { var signedOnly = Rsa(encrypt: false); Receipted(signedOnly, signedOnly.Send()); },
        ["TA35"] = _ =>
        {
            // Compressed after it was signed: the signature is not over the bytes that travel.
            var signedOnly = Rsa(encrypt: false);
            var sent = signedOnly.Send(Exchange.Submission(Xml("utf-8")), signedOnly.Leg with { Compress = false });
            Refused(signedOnly, Exchange.Repacked(sent, Compress), "EBMS:0101");
        },
        ["TA36"] = exchange => Receipted(exchange, exchange.Send()),
        ["TA37"] = exchange =>
        {
            // Compressed after it was encrypted: what arrives is no ciphertext of the key.
            var sent = exchange.Send(Exchange.Submission(Xml("utf-8")), exchange.Leg with { Compress = false });
            Refused(exchange, Exchange.Repacked(sent, Compress), "EBMS:0102");
        },
        ["TA38"] = exchange => Receipted(exchange, exchange.Send(Exchange.Photo())),
        ["TA45"] = exchange => Header(exchange.Send(Xml("utf-8"), Exchange.Photo(10, "p1@x"), Exchange.Photo(10, "p2@x"))).Parts.Select(part => part.ContentId)
            .ShouldBe([Xml("utf-8").ContentId, "p1@x", "p2@x"]),
    }.ToFrozenDictionary();

    public static TheoryData<string> Assertions => [.. Shown.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Assertions))]
    public void The_engine_does_what_the_assertion_says(string assertion) => Shown[assertion](Rsa());

    [Fact]
    public void Every_assertion_of_the_official_list_is_shown_here_or_at_a_node()
    {
        var official = File.ReadLines(PublicData.Need("as4/spec/common-profile-test-assertions.txt"))
            .Where(line => line.StartsWith("AS4_CP_TA", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]["AS4_CP_".Length..]).ToList();
        official.Count.ShouldBe(36);
        Shown.Keys.Concat(CommonProfileAtNodeTests.Shown.Keys).Order(StringComparer.Ordinal).ShouldBe(official.Order(StringComparer.Ordinal));
    }

    private static Exchange Rsa(bool encrypt = true) => new(SecuritySuite.Rsa, encrypt: encrypt);

    private static Payload Xml(string encoding) => new("order@nl.example", "application/xml", Encoding.UTF8.GetBytes("<order>tulips</order>")) { CharacterSet = encoding };

    private static OutgoingMessage Unencrypted(Payload payload) => Rsa(encrypt: false).Send(payload);

    private static Received.Test Ping(Exchange exchange) =>
        exchange.AtCanada(exchange.Send(Exchange.Submission() with { Action = EbmsNames.TestAction }, exchange.Leg.ForTest())).ShouldBeOfType<Received.Test>();

    private static (VerifiedMessage Request, OutgoingMessage Reply) Pair(Exchange exchange)
    {
        var request = exchange.Delivered(exchange.Send());
        return (request, exchange.Reply(Submission.InReplyTo(request.Header, Exchange.NewId("ca.example"), "answer")));
    }

    private static UserMessage Reply(Exchange exchange)
    {
        var (request, reply) = Pair(exchange);
        var header = exchange.AtNetherlands(reply).ShouldBeOfType<Received.Message>().Verified.Header;
        header.RefToMessageId.ShouldBe(request.Header.MessageId);
        return header;
    }

    private static void Receipted(Exchange exchange, OutgoingMessage sent) =>
        exchange.AtNetherlands(exchange.ReceiptOf(exchange.Delivered(sent))).ShouldBeOfType<Received.ReceiptFor>().Sent.MessageId.ShouldBe(sent.MessageId);

    private static void Refused(Exchange exchange, OutgoingMessage sent, string code)
    {
        var refused = exchange.AtCanada(sent).ShouldBeOfType<Received.Refused>();
        refused.Why.Error.Code.Id.ShouldBe(code, refused.Why.Error.Detail);
        refused.Why.Answer.ShouldBe(AnswerForm.ErrorSignal);
    }

    private static OutgoingMessage Compressed(Exchange exchange, byte[] content, params (string, string)[] properties) =>
        exchange.Forged(header => header with { Parts = [Exchange.Reference("a@nl.example", properties)] }, Exchange.Part("a@nl.example", content));

    private static MimePackage Compress(MimePackage package) =>
        package with { Attachments = [.. package.Attachments.Select(part => part with { Content = Gzip.Of(part.Content.Span) })] };

    private static IReadOnlyList<MimePart> Parts(OutgoingMessage sent)
    {
        MultipartReader.TryRead(sent.ContentType, sent.Body, new MimeLimits(), out var package, out _).ShouldBeTrue();
        return package!.Attachments;
    }

    private static UserMessage Header(OutgoingMessage sent)
    {
        Entente.As4.Soap.SoapXml.TryRead(Encoding.UTF8.GetBytes(Exchange.EnvelopeOf(sent)), new(), out var document, out _).ShouldBeTrue();
        var messaging = document!.GetElementsByTagName("Messaging", Messaging.Headers.Ebms).OfType<System.Xml.XmlElement>().Single();
        return HeaderReader.Read(messaging, out _).ShouldBeOfType<UserMessage>();
    }

    private static Dictionary<string, string> Properties(OutgoingMessage sent) =>
        Header(sent).Parts[0].Properties.ToDictionary(property => property.Name, property => property.Value);
}
