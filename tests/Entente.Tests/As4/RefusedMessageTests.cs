using System.Text;
using Entente.As4;
using Entente.As4.Messaging;

namespace Entente.Tests.As4;

/// <summary>Messages of a partner that are properly signed and wrong all the same.</summary>
public sealed class RefusedMessageTests
{
    private static readonly Exchange Between = new();

    public static TheoryData<string, string, Func<UserMessage, UserMessage>> Headers => new()
    {
        { "an unknown service", "EBMS:0001", header => header with { Service = new ServiceRef("urn:entente:other") } },
        { "the service with a type", "EBMS:0001", header => header with { Service = new ServiceRef("urn:entente:alerts", "kind") } },
        { "an unknown action", "EBMS:0001", header => header with { Action = "delete" } },
        { "an action in other letters", "EBMS:0001", header => header with { Action = "Publish" } },
        { "an unknown agreement", "EBMS:0001", header => header with { Agreement = new AgreementRef("urn:entente:agreement:2") } },
        { "no agreement", "EBMS:0001", header => header with { Agreement = null } },
        { "the agreement with a type", "EBMS:0010", header => header with { Agreement = new AgreementRef("urn:entente:agreement:1", "kind") } },
        { "another P-Mode of the agreement", "EBMS:0010", header => header with { Agreement = new AgreementRef("urn:entente:agreement:1", null, "other") } },
        { "the sender in another role", "EBMS:0010", header => header with { From = header.From with { Role = "Partner" } } },
        { "this node in another role", "EBMS:0010", header => header with { To = header.To with { Role = "Owner" } } },
        { "an unknown sender", "EBMS:0010", header => header with { From = new Party(new PartyId("SG", "urn:entente:administration"), "Owner") } },
        { "the sender's id with another type", "EBMS:0010", header => header with { From = new Party(new PartyId("NL", "urn:other"), "Owner") } },
        { "the sender by two ids", "EBMS:0010", header => header with { From = header.From with { Ids = [.. header.From.Ids, new PartyId("urn:nl")] } } },
        { "another receiver", "EBMS:0001", header => header with { To = new Party(new PartyId("SG", "urn:entente:administration"), "Partner") } },
        { "this node and another receiver", "EBMS:0001", header => header with { To = header.To with { Ids = [.. header.To.Ids, new PartyId("urn:sg")] } } },
        { "this node as the sender", "EBMS:0003", header => header with { From = header.To } },
        { "an untyped id that is no URI", "EBMS:0003", header => header with { From = new Party(new PartyId("the customs"), "Owner") } },
        { "an untyped service that is no URI", "EBMS:0003", header => header with { Service = new ServiceRef("the service") } },
        { "the test action with a real service", "EBMS:0003", header => header with { Action = EbmsNames.TestAction } },
        { "61 days old", "EBMS:0003", header => header with { Timestamp = Exchange.Now.AddDays(-61) } },
        { "27 hours from the future", "EBMS:0003", header => header with { Timestamp = Exchange.Now.AddHours(27) } },
        { "a payload in the Body", "EBMS:0003", header => header with { Parts = [new PartReference((string?)null)] } },
        { "a payload in an element", "EBMS:0003", header => header with { Parts = [new PartReference("#payload")] } },
        { "a payload behind a link", "EBMS:0011", header => header with { Parts = [new PartReference("https://nl.example/payload")] } },
        { "a payload in a file", "EBMS:0011", header => header with { Parts = [new PartReference("file:///etc/passwd")] } },
        { "a payload that is not there", "EBMS:0007", header => header with { Parts = [Exchange.Reference("missing@nl.example")] } },
    };

    public static TheoryData<string, string, (string, string)[], byte[]> Payloads => new()
    {
        { "compressed, without MimeType", "EBMS:0003", [("CompressionType", "application/gzip")], Gzip.Of("x"u8) },
        { "a MimeType that is none", "EBMS:0003", [("MimeType", "xml")], [1] },
        { "a MimeType twice", "EBMS:0003", [("MimeType", "text/plain"), ("MimeType", "text/html")], [1] },
        { "a CharacterSet that is none", "EBMS:0003", [("MimeType", "application/xml"), ("CharacterSet", "!utf*")], [1] },
        { "another compression", "EBMS:0303", [("MimeType", "text/plain"), ("CompressionType", "application/zip")], [1] },
        { "not gzip", "EBMS:0303", [("MimeType", "text/plain"), ("CompressionType", "application/gzip")], new byte[100] },
        { "nothing at all", "EBMS:0303", [("MimeType", "text/plain"), ("CompressionType", "application/gzip")], [] },
        { "damaged", "EBMS:0303", [("MimeType", "text/plain"), ("CompressionType", "application/gzip")], Gzip.Damaged("some content that is long enough to be damaged"u8) },
        { "cut off", "EBMS:0303", [("MimeType", "text/plain"), ("CompressionType", "application/gzip")], Gzip.Of("some content that is long enough to be cut off"u8)[..40] },
        { "a bomb of zeros, a thousand to one", "EBMS:0303", [("MimeType", "text/plain"), ("CompressionType", "application/gzip")], Gzip.Of(new byte[20_000_000]) },
        { "a bomb that says it is small", "EBMS:0303", [("MimeType", "text/plain"), ("CompressionType", "application/gzip")], Gzip.SayingLength(Gzip.Of(new byte[20_000_000]), 1000) },
        { "two members where one is allowed", "EBMS:0303", [("MimeType", "text/plain"), ("CompressionType", "application/gzip")], [.. Gzip.Of("one"u8), .. Gzip.Of("two"u8)] },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_header_that_is_not_as_agreed_is_refused(string what, string code, Func<UserMessage, UserMessage> change) =>
        Refused(Between.AtCanada(Between.Forged(change)), code, what);

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_payload_that_is_not_what_it_says_is_refused(string what, string code, (string, string)[] properties, byte[] content)
    {
        var sent = Between.Forged(header => header with { Parts = [Exchange.Reference("a@nl.example", properties)] }, Exchange.Part("a@nl.example", content));
        Refused(Between.AtCanada(sent), code, what);
    }

    [Fact]
    public void Two_references_to_one_part_and_a_part_without_reference_are_refused()
    {
        var part = Exchange.Part("a@nl.example", [1]);
        Refused(Between.AtCanada(Between.Forged(header => header with { Parts = [.. header.Parts, .. header.Parts] }, part)), "EBMS:0007", "referred to twice");
        Refused(Between.AtCanada(Between.Forged(header => header with { Parts = [] }, part)), "EBMS:0007", "not referred to");
    }

    [Theory]
    [InlineData("originalSender")]
    [InlineData("finalRecipient")]
    [InlineData("originalSender finalRecipient finalRecipient")]
    [InlineData("originalSender finalRecipient trackingIdentifier trackingIdentifier")]
    public void A_four_corner_leg_asks_for_its_properties_once_each(string names)
    {
        var exchange = new Exchange { Leg = Between.Leg with { FourCorner = true } };
        var sent = exchange.Forged(header => header with { Properties = [.. names.Split(' ').Select(name => new MessageProperty(name, "x", "urn:type"))] });
        Refused(exchange.AtCanada(sent), "EBMS:0003", names);

        var complete = Exchange.Submission() with { Properties = [new("originalSender", "C1"), new("finalRecipient", "C4"), new("trackingIdentifier", "t")] };
        exchange.Delivered(exchange.Send(complete)).Header.Property(EbmsNames.FinalRecipient).ShouldBe("C4");
    }

    [Fact]
    public void A_reply_names_a_request_of_ours_and_stays_in_its_conversation()
    {
        var exchange = new Exchange();
        var request = exchange.Delivered(exchange.Send()).Header;
        var reply = Submission.InReplyTo(request, Exchange.NewId(), "answer");
        exchange.AtNetherlands(exchange.Reply(reply)).ShouldBeOfType<Received.Message>();
        Refused(exchange.AtNetherlands(exchange.Reply(reply with { RefToMessageId = Exchange.NewId() })), "EBMS:0003", "to a message that was never sent");
        Refused(exchange.AtNetherlands(exchange.Reply(reply with { ConversationId = "c-2" })), "EBMS:0003", "in another conversation");
        Should.Throw<ArgumentException>(() => exchange.Reply(reply with { RefToMessageId = null }));
    }

    [Fact]
    public void Payloads_together_keep_to_the_limit_however_they_are_sent()
    {
        var policy = Between.AtCa with { Limits = new MessageLimits { PayloadBytes = 10_000 } };
        Between.AtCanada(Between.Send(Exchange.Photo(5000, "1@x"), Exchange.Photo(5000, "2@x")), policy).ShouldBeOfType<Received.Message>();
        Refused(Between.AtCanada(Between.Send(Exchange.Photo(5000, "1@x"), Exchange.Photo(5001, "2@x")), policy), "EBMS:0303", "compressed");
        var plain = Exchange.Submission(Exchange.Photo(5000, "1@x"), Exchange.Photo(5001, "2@x"));
        Refused(Between.AtCanada(Between.Send(plain, Between.Leg with { Compress = false }), policy), "EBMS:0008", "not compressed");
    }

    [Theory]
    [InlineData("text/plain", "hello", AnswerForm.SenderFault, "EBMS:0007")]
    [InlineData("application/soap+xml", "hello", AnswerForm.SenderFault, "EBMS:0009")]
    [InlineData("application/soap+xml; charset=utf-16", "<a/>", AnswerForm.SenderFault, "EBMS:0007")]
    [InlineData("application/soap+xml", "<!DOCTYPE a><a/>", AnswerForm.SenderFault, "EBMS:0009")]
    [InlineData("application/soap+xml", "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"/>", AnswerForm.VersionMismatch, "EBMS:0009")]
    [InlineData("multipart/related; boundary=x", "hello", AnswerForm.SenderFault, "EBMS:0007")]
    public void What_is_no_message_is_answered_with_a_fault(string contentType, string body, AnswerForm answer, string code)
    {
        var refused = As4Reader.Read(contentType, Encoding.UTF8.GetBytes(body), Between.AtCa, Exchange.Now).ShouldBeOfType<Received.Refused>();
        (refused.Why.Answer, refused.Why.Error.Code.Id).ShouldBe((answer, code));
        var fault = As4Writer.Answer(refused, Exchange.NewId(), null, Exchange.Now, Exchange.Random)!;
        fault.MessageId.ShouldBeNull();
        Between.AtNetherlands(fault).ShouldBeOfType<Received.Fault>().Reported.Reason.ShouldBe(refused.Why.Error.Detail);
    }

    [Fact]
    public void A_refusal_is_answered_with_its_error_which_the_sender_understands()
    {
        var exchange = new Exchange();
        var sent = exchange.Send();
        var refused = exchange.AtCanada(sent, exchange.AtCa with { Legs = [] }).ShouldBeOfType<Received.Refused>();
        var answer = As4Writer.Answer(refused, Exchange.NewId("ca.example"), exchange.CaSecures, Exchange.Now, Exchange.Random)!;

        var errors = exchange.AtNetherlands(answer).ShouldBeOfType<Received.Errors>();
        errors.Sent!.MessageId.ShouldBe(sent.MessageId);
        errors.Signer.ShouldBe(exchange.CaKeys.Chain[0]);
        var error = errors.Header.Errors.ShouldHaveSingleItem();
        (error.Code, error.Severity, error.ShortDescription, error.Category, error.Origin, error.RefToMessageInError)
            .ShouldBe(("EBMS:0010", "failure", "ProcessingModeMismatch", "Processing", "ebMS", sent.MessageId!.Value));
    }

    private static void Refused(Received received, string code, string what)
    {
        var refused = received.ShouldBeOfType<Received.Refused>(what);
        refused.Why.Error.Code.Id.ShouldBe(code, $"{what}: {refused.Why.Error.Detail}");
        refused.Why.Answer.ShouldBe(AnswerForm.ErrorSignal, what);
        refused.Why.Error.RefToMessageInError.ShouldBe(refused.Claimed!.MessageId.Value, what);
    }
}
