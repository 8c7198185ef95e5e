using System.Text;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;

namespace Entente.Tests.As4;

public sealed class WholeMessageTests
{
    public static TheoryData<string, TokenReference, bool> Ways()
    {
        var ways = new TheoryData<string, TokenReference, bool>();
        foreach (var suite in SecuritySuite.All.Keys)
        {
            foreach (var token in new[] { TokenReference.BinarySecurityToken, TokenReference.SubjectKeyIdentifier, TokenReference.IssuerSerial })
            {
                ways.Add(suite, token, true);
            }
        }

        ways.Add(SecuritySuite.Rsa.Name, TokenReference.CertificatePath, false); // ICS2: the chain, and no encryption
        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_message_arrives_as_it_was_submitted_and_its_receipt_proves_it(string suite, TokenReference token, bool encrypt)
    {
        var exchange = new Exchange(SecuritySuite.All[suite], token, encrypt);
        var document = Exchange.Document() with
        {
            FileName = "alert.json",
            Schema = new PartSchema("urn:entente:schema:alert", "1"),
            Description = new Description("en", "An alert"),
            Properties = [new MessageProperty("urgency", "URGENT", "urn:entente:urgency")],
        };
        var submission = Exchange.Submission(document, Exchange.Photo()) with { Properties = [new MessageProperty("caveat", "NL-CA")] };
        var sent = exchange.Send(submission);

        var message = exchange.Delivered(sent);
        message.Mode.Id.ShouldBe("nl-ca");
        message.Header.MessageId.ShouldBe(submission.MessageId);
        message.Header.ConversationId.ShouldBe("c-1");
        message.Header.Property("caveat").ShouldBe("NL-CA");
        message.Signer.ShouldBe(exchange.NlKeys.Chain[0]);
        (message.DecryptedFor is not null).ShouldBe(encrypt);
        message.Payloads.Count.ShouldBe(2);
        message.Payloads[0].ShouldBe(document with { Content = message.Payloads[0].Content, Properties = message.Payloads[0].Properties });
        message.Payloads[0].Properties.ShouldBe(document.Properties);
        foreach (var (arrived, submitted) in message.Payloads.Zip(submission.Payloads))
        {
            arrived.Content.ToArray().ShouldBe(submitted.Content.ToArray());
        }

        var receipt = exchange.AtNetherlands(exchange.ReceiptOf(message)).ShouldBeOfType<Received.ReceiptFor>();
        receipt.Sent.MessageId.ShouldBe(submission.MessageId);
        receipt.Signer.ShouldBe(exchange.CaKeys.Chain[0]);
    }

    [Fact]
    public void A_message_without_payload_travels_as_plain_soap()
    {
        var exchange = new Exchange();
        var sent = exchange.Send(Exchange.Submission());
        sent.ContentType.ShouldStartWith("application/soap+xml");
        exchange.Delivered(sent).Payloads.ShouldBeEmpty();
    }

    [Fact]
    public void Encrypted_content_does_not_stand_in_the_message_and_the_header_does()
    {
        var text = Encoding.Latin1.GetString(new Exchange { }.Send(Exchange.Document("{\"secret\":\"tulips\"}")).Body.Span);
        text.ShouldNotContain("tulips");
        text.ShouldContain("urn:entente:alerts");

        var exchange = new Exchange(encrypt: false);
        exchange.Leg = exchange.Leg with { Compress = false };
        Encoding.Latin1.GetString(exchange.Send(Exchange.Document("{\"secret\":\"tulips\"}")).Body.Span).ShouldContain("tulips");
    }

    [Fact]
    public void What_is_not_compressed_is_accepted_although_the_leg_says_compression()
    {
        var exchange = new Exchange();
        var sent = exchange.Send(Exchange.Submission(Exchange.Document()), exchange.Leg with { Compress = false });
        exchange.Delivered(sent).Payloads[0].Content.ToArray().ShouldBe(Exchange.Document().Content.ToArray());
    }

    [Fact]
    public void The_order_of_payloads_is_that_of_the_header_and_not_of_the_package()
    {
        var exchange = new Exchange();
        var sent = exchange.Send(Exchange.Document(id: "1@x"), Exchange.Document("2", "2@x"), Exchange.Document("3", "3@x"));
        var shuffled = Exchange.Repacked(sent, package => package with { Attachments = [.. package.Attachments.Reverse()] });
        exchange.Delivered(shuffled).Payloads.Select(payload => payload.ContentId).ShouldBe(["1@x", "2@x", "3@x"]);
    }

    [Fact]
    public void A_Content_ID_with_every_allowed_character_is_found_again()
    {
        var exchange = new Exchange();
        var document = Exchange.Document(id: "a%b#c?d/e{f}|g^h`i&j'k=l+m$n*o!@[10.0.0.1]");
        exchange.Delivered(exchange.Send(document)).Payloads[0].ContentId.ShouldBe(document.ContentId);
    }

    [Fact]
    public void A_request_is_answered_in_its_conversation()
    {
        var exchange = new Exchange();
        var request = exchange.Delivered(exchange.Send());
        var reply = exchange.Reply(Entente.As4.Submission.InReplyTo(request.Header, Exchange.NewId("ca.example"), "answer"));
        var answer = exchange.AtNetherlands(reply).ShouldBeOfType<Received.Message>().Verified.Header;
        answer.RefToMessageId.ShouldBe(request.Header.MessageId);
        answer.ConversationId.ShouldBe(request.Header.ConversationId);
    }

    [Fact]
    public void The_test_service_is_receipted_and_kept_from_delivery()
    {
        var exchange = new Exchange();
        var submission = Exchange.Submission() with { Action = EbmsNames.TestAction };
        var test = exchange.AtCanada(exchange.Send(submission, exchange.Leg.ForTest())).ShouldBeOfType<Received.Test>();
        exchange.AtNetherlands(exchange.ReceiptOf(test.Verified)).ShouldBeOfType<Received.ReceiptFor>();
    }

    [Fact]
    public void The_same_submission_twice_is_two_messages_of_one_id_that_prove_different_bytes()
    {
        var exchange = new Exchange();
        var submission = Exchange.Submission(Exchange.Document());
        var first = exchange.Send(submission);
        var second = exchange.Send(submission);
        first.MessageId.ShouldBe(second.MessageId);
        first.Body.ToArray().ShouldNotBe(second.Body.ToArray());
    }

    [Theory]
    [InlineData(TokenReference.CertificatePath, true)]
    [InlineData(TokenReference.BinarySecurityToken, false)] // the first of the two field errors that ICS2 names
    public void ICS2_takes_the_chain_and_refuses_the_leaf_alone(TokenReference token, bool accepted)
    {
        var trader = new Exchange(SecuritySuite.Rsa, token, encrypt: false);
        var leg = Ics2.TraderToCustoms("system1@NL0987654321") with { Actions = ["IE3F32"] };
        trader.Leg = leg with { SigningToken = token };
        var sent = trader.Send(Exchange.Submission(new Payload("1@nl.example", "application/xml", "<ens/>"u8.ToArray())) with { Action = "IE3F32", ConversationId = "1" });
        trader.Leg = leg;
        var received = trader.AtCanada(sent, trader.AtCa with { Ours = leg.To.Ids, Limits = Ics2.Limits });
        if (accepted)
        {
            received.ShouldBeOfType<Received.Message>().Verified.Header.Agreement.ShouldBe(new AgreementRef("EU-ICS2-TI-V1.0", "ics2-interface-version"));
        }
        else
        {
            received.ShouldBeOfType<Received.Refused>().Why.Error.Code.ShouldBe(EbmsErrorCode.PolicyNoncompliance);
        }
    }
}
