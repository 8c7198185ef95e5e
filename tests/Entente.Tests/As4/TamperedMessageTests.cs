using System.Text;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Mime;
using Entente.As4.Security;
using static Entente.Tests.As4.EnvelopeText;

namespace Entente.Tests.As4;

/// <summary>What an attacker who holds no key can do to a message on its way. None of it is delivered or receipted.</summary>
public sealed class TamperedMessageTests
{
    [Theory]
    [InlineData("another action", ">publish<", ">withdraw<", "EBMS:0101")]
    [InlineData("another conversation", ">c-1<", ">c-2<", "EBMS:0101")]
    [InlineData("another payload name", "name=\"MimeType\">application/json<", "name=\"MimeType\">text/html<", "EBMS:0101")]
    [InlineData("a property more", "</eb:CollaborationInfo>", "</eb:CollaborationInfo><eb:MessageProperties><eb:Property name=\"a\">b</eb:Property></eb:MessageProperties>", "EBMS:0101")]
    [InlineData("white space in the header", "<eb:PartyInfo>", "<eb:PartyInfo> ", "EBMS:0101")]
    [InlineData("white space in the Body", "</env:Body>", " </env:Body>", "EBMS:0101")]
    [InlineData("a later timestamp", "<eb:Timestamp>2026-03-01", "<eb:Timestamp>2026-03-02", "EBMS:0101")]
    [InlineData("another message id", "<eb:MessageId>0", "<eb:MessageId>1", "EBMS:0101")]
    [InlineData("re-addressed to another party", "<eb:To><eb:PartyId type=\"urn:entente:administration\">CA<", "<eb:To><eb:PartyId type=\"urn:entente:administration\">SG<", "EBMS:0001")]
    [InlineData("said to be from another party", "<eb:From><eb:PartyId type=\"urn:entente:administration\">NL<", "<eb:From><eb:PartyId type=\"urn:entente:administration\">SG<", "EBMS:0010")]
    [InlineData("reflected to who sent it", "<eb:From><eb:PartyId type=\"urn:entente:administration\">NL<", "<eb:From><eb:PartyId type=\"urn:entente:administration\">CA<", "EBMS:0003")]
    [InlineData("another signature method", "eddsa-ed25519", "rsa-sha256", "EBMS:0103")]
    [InlineData("a weaker digest", "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1", "EBMS:0103")]
    [InlineData("a transform that the profile does not have", "http://www.w3.org/2001/10/xml-exc-c14n#\"", "http://www.w3.org/TR/1999/REC-xslt-19991116\"", "EBMS:0103")]
    [InlineData("encryption of a weaker kind", "xmlenc11#aes128-gcm", "xmlenc#aes128-cbc", "EBMS:0103")]
    [InlineData("a reference to something outside", "URI=\"cid:alert@nl.example\"><ds:Transforms>", "URI=\"http://evil.example/\"><ds:Transforms>", "EBMS:0103")]
    public void A_changed_envelope_is_refused(string what, string from, string to, string code)
    {
        var exchange = new Exchange();
        var tampered = Exchange.Tampered(exchange.Send(), envelope => envelope.Replace("<env:Body", "<env:Body", StringComparison.Ordinal).Replace(" /></env:Envelope>", "></env:Body></env:Envelope>", StringComparison.Ordinal).Replace(from, to, StringComparison.Ordinal));
        tampered.ShouldNotBeNull();
        Refused(exchange.AtCanada(tampered), code, what);
    }

    [Theory]
    [InlineData("no security header", "EBMS:0103")]
    [InlineData("no signature", "EBMS:0103")]
    [InlineData("no encrypted data", "EBMS:0103")]
    [InlineData("two signatures", "EBMS:0101")]
    [InlineData("the signature value of nobody", "EBMS:0101")]
    public void A_stripped_security_header_is_refused(string what, string code)
    {
        var exchange = new Exchange();
        var tampered = Exchange.Tampered(exchange.Send(), envelope => what switch
        {
            "no security header" => SecurityHeader().Replace(envelope, ""),
            "no signature" => Signature().Replace(envelope, ""),
            "no encrypted data" => EncryptedData().Replace(envelope, ""),
            "two signatures" => Signature().Replace(envelope, match => match.Value + match.Value.Replace("Id=\"", "Id=\"x", StringComparison.Ordinal)),
            _ => SignatureValue().Replace(envelope, "<ds:SignatureValue>AAAA</ds:SignatureValue>"),
        });
        Refused(exchange.AtCanada(tampered), code, what);
    }

    [Fact]
    public void A_wrapped_header_is_refused_wherever_the_signed_one_is_hidden()
    {
        // Signature wrapping: what was signed is moved where nobody reads it, and a forged header takes its place.
        var exchange = new Exchange();
        var sent = exchange.Send();
        var forged = MessagingBlock().Match(Exchange.EnvelopeOf(sent)).Value.Replace(">publish<", ">withdraw<", StringComparison.Ordinal);
        var renamed = forged.Replace("wsu:Id=\"_", "wsu:Id=\"_x", StringComparison.Ordinal);
        (string Where, Func<string, string> Move)[] cases =
        [
            ("in a block of its own", envelope => MessagingBlock().Replace(envelope, match => renamed + $"<w>{match.Value}</w>")),
            ("in the security header", envelope => MessagingBlock().Replace(envelope, renamed).Replace("</wsse:Security>", MessagingBlock().Match(envelope).Value + "</wsse:Security>", StringComparison.Ordinal)),
            ("in an object of the signature", envelope => MessagingBlock().Replace(envelope, renamed).Replace("</ds:Signature>", $"<ds:Object>{MessagingBlock().Match(envelope).Value}</ds:Object></ds:Signature>", StringComparison.Ordinal)),
            ("in the Body", envelope => MessagingBlock().Replace(envelope, renamed).Replace("</env:Envelope>", "", StringComparison.Ordinal).Replace("<env:Body", "<env:Body", StringComparison.Ordinal) + $"<env:Body>{MessagingBlock().Match(envelope).Value}</env:Body></env:Envelope>"),
            ("beside it", envelope => MessagingBlock().Replace(envelope, match => renamed + match.Value)),
            ("beside it, with the same id", envelope => MessagingBlock().Replace(envelope, match => forged + match.Value)),
            ("nowhere: the forged one takes its id", envelope => MessagingBlock().Replace(envelope, forged)),
            ("nowhere: the forged one has another id", envelope => MessagingBlock().Replace(envelope, renamed)),
            ("in a second envelope", envelope => MessagingBlock().Replace(envelope, match => renamed + $"<w><env:Envelope><env:Header>{match.Value}</env:Header></env:Envelope></w>")),
        ];
        foreach (var (where, move) in cases)
        {
            var refused = exchange.AtCanada(Exchange.Tampered(sent, move)).ShouldBeOfType<Received.Refused>(where);
            refused.Why.Error.Code.ShouldBeOneOf(EbmsErrorCode.InvalidHeader, EbmsErrorCode.FailedAuthentication);
        }
    }

    [Fact]
    public void A_changed_attachment_is_refused()
    {
        var exchange = new Exchange();
        var sent = exchange.Send(Exchange.Document(), Exchange.Photo());
        MimePart Flip(MimePart part)
        {
            var content = part.Content.ToArray();
            content[^1] ^= 1;
            return part with { Content = content };
        }

        (string What, string Code, Func<IReadOnlyList<MimePart>, IReadOnlyList<MimePart>> Change)[] cases =
        [
            ("one bit of the ciphertext", "EBMS:0102", parts => [Flip(parts[0]), parts[1]]),
            ("cut off", "EBMS:0102", parts => [parts[0] with { Content = parts[0].Content[..10] }, parts[1]]),
            ("the two exchanged", "EBMS:0101", parts => [parts[0] with { Content = parts[1].Content }, parts[1] with { Content = parts[0].Content }]),
            ("one missing", "EBMS:0007", parts => [parts[0]]),
            ("one more", "EBMS:0007", parts => [.. parts, Exchange.Part("more@nl.example", [1])]),
            ("renamed", "EBMS:0007", parts => [parts[0] with { Headers = [new("Content-ID", "<other@nl.example>")] }, parts[1]]),
        ];
        foreach (var (what, code, change) in cases)
        {
            Refused(exchange.AtCanada(Exchange.Repacked(sent, package => package with { Attachments = change(package.Attachments) })), code, what);
        }

        // Without encryption it is the signature that notices.
        var open = new Exchange(encrypt: false);
        Refused(open.AtCanada(Exchange.Repacked(open.Send(), package => package with { Attachments = [Flip(package.Attachments[0])] })), "EBMS:0101", "one bit of plain content");
    }

    [Fact]
    public void A_message_by_another_partner_or_of_another_suite_is_refused()
    {
        var exchange = new Exchange();
        var sent = As4Writer.Message(Exchange.Submission(Exchange.Document()), exchange.Leg, exchange.CaSecures with { Recipients = exchange.NlSecures.Recipients }, Exchange.Now, Exchange.Random);
        Refused(exchange.AtCanada(sent), "EBMS:0101", "signed by another partner");

        var toNl = As4Writer.Message(Exchange.Submission(Exchange.Document()), exchange.Leg, exchange.NlSecures with { Recipients = exchange.CaSecures.Recipients }, Exchange.Now, Exchange.Random);
        Refused(exchange.AtCanada(toNl), "EBMS:0102", "encrypted for another node");

        var older = new Exchange(SecuritySuite.Rsa);
        Refused(exchange.AtCanada(older.Send()), "EBMS:0103", "downgraded to the older suite");
        Refused(exchange.AtCanada(new Exchange(encrypt: false).Send()), "EBMS:0103", "not encrypted");
    }

    [Fact]
    public void Every_bit_of_the_envelope_matters_or_means_the_same()
    {
        // A sample of single changed characters: each is refused, or leaves the message as it was.
        var exchange = new Exchange();
        var sent = exchange.Send();
        var expected = exchange.Delivered(sent);
        MultipartReader.TryRead(sent.ContentType, sent.Body, new MimeLimits(), out var package, out _).ShouldBeTrue();
        var length = package!.Root.Content.Length;
        for (var at = 0; at < length; at += 37)
        {
            var content = package.Root.Content.ToArray();
            content[at] ^= 4;
            var received = exchange.AtCanada(Exchange.Repacked(sent, whole => whole with { Root = whole.Root with { Content = content } }));
            if (received is Received.Message message)
            {
                message.Verified.Payloads[0].Content.ToArray().ShouldBe(expected.Payloads[0].Content.ToArray());
                message.Verified.Header.MessageId.ShouldBe(expected.Header.MessageId);
                message.Verified.Header.Action.ShouldBe(expected.Header.Action);
            }
            else
            {
                received.ShouldBeOfType<Received.Refused>($"at {at}: {Encoding.UTF8.GetString(content.AsSpan(at, 1))}");
            }
        }
    }

    private static void Refused(Received received, string code, string what)
    {
        var refused = received.ShouldBeOfType<Received.Refused>(what);
        refused.Why.Error.Code.Id.ShouldBe(code, $"{what}: {refused.Why.Error.Detail}");
        refused.Why.Answer.ShouldBe(AnswerForm.ErrorSignal, what);
        refused.Why.Error.RefToMessageInError.ShouldNotBeNull(what);
    }
}
