using System.Text.RegularExpressions;
using Entente.As4;
using Entente.As4.Messaging;
using Entente.As4.Security;

namespace Entente.Tests.As4;

public sealed partial class SignalTests
{
    private const string Channel = "urn:entente:pull:nl";

    private readonly Exchange exchange = new();

    public static TheoryData<string, string, Func<VerifiedMessage, VerifiedMessage>> Unproven => new()
    {
        { "a part is missing", "EBMS:0302", message => message with { References = [.. message.References.Skip(1)] } },
        { "a part is there twice", "EBMS:0302", message => message with { References = [.. message.References, message.References[0]] } },
        { "one for another", "EBMS:0302", message => message with { References = [.. message.References.Skip(1), message.References[1]] } },
        { "another digest", "EBMS:0302", message => message with { References = [.. message.References.Select(Redigested)] } },
        { "no part at all", "EBMS:0009", message => message with { References = [] } },
        { "another message", "EBMS:0302", message => message with { Header = message.Header with { MessageId = Exchange.NewId() } } },
    };

    [Theory]
    [MemberData(nameof(Unproven))]
    public void A_receipt_that_proves_something_else_is_refused_and_not_answered(string what, string code, Func<VerifiedMessage, VerifiedMessage> change)
    {
        var message = exchange.Delivered(exchange.Send(Exchange.Document(), Exchange.Photo()));
        Silent(exchange.AtNetherlands(exchange.ReceiptOf(change(message))), code, what);
    }

    [Fact]
    public void A_receipt_of_another_message_of_ours_is_refused()
    {
        var (first, second) = (exchange.Delivered(exchange.Send()), exchange.Delivered(exchange.Send()));
        Silent(exchange.AtNetherlands(exchange.ReceiptOf(first with { Header = second.Header })), "EBMS:0302", "exchanged");
    }

    [Fact]
    public void A_receipt_that_nobody_or_the_wrong_one_signed_is_refused()
    {
        var message = exchange.Delivered(exchange.Send());
        var receipt = exchange.ReceiptOf(message);
        Silent(exchange.AtNetherlands(Exchange.Tampered(receipt, envelope => SecurityHeader().Replace(envelope, ""))), "EBMS:0103", "unsigned");
        var own = As4Writer.Receipt(message, Exchange.NewId(), exchange.NlSecures, Exchange.Now, Exchange.Random);
        Silent(exchange.AtNetherlands(own), "EBMS:0101", "signed by ourselves");
        Silent(exchange.AtNetherlands(Exchange.Tampered(receipt, envelope => envelope.Replace("<ebbp:MessagePartNRInformation>", "<ebbp:MessagePartNRInformation> ", StringComparison.Ordinal))), "EBMS:0101", "changed");
    }

    [Fact]
    public void A_receipt_whose_empty_Body_is_not_signed_is_refused()
    {
        // The second of the two field errors that ICS2 names.
        var trader = new Exchange(SecuritySuite.Rsa, encrypt: false);
        var receipt = trader.ReceiptOf(trader.Delivered(trader.Send()));
        var body = BodyId().Match(Exchange.EnvelopeOf(receipt)).Groups["id"].Value;
        var unsigned = Exchange.Tampered(receipt, envelope => SignedInfoReference(body).Replace(envelope, ""));
        Silent(trader.AtNetherlands(unsigned), "EBMS:0103", "Body not signed");
    }

    [Fact]
    public void An_error_report_is_believed_as_far_as_it_is_signed()
    {
        var sent = exchange.Send();
        EbmsError[] errors = [new(EbmsErrorCode.ValueNotRecognized, "No such service.", sent.MessageId!.Value), new(EbmsErrorCode.FeatureNotSupported, "A remark.", sent.MessageId.Value)];
        OutgoingMessage Report(OutgoingSecurity? security, MessageId? refTo) => As4Writer.Errors(errors, refTo, Exchange.NewId("ca.example"), security, Exchange.Now, Exchange.Random);

        var signed = exchange.AtNetherlands(Report(exchange.CaSecures, sent.MessageId)).ShouldBeOfType<Received.Errors>();
        signed.Signer.ShouldBe(exchange.CaKeys.Chain[0]);
        signed.Header.Errors.Select(error => (error.Code, error.IsFailure)).ShouldBe([("EBMS:0001", true), ("EBMS:0002", false)]);

        exchange.AtNetherlands(Report(null, sent.MessageId)).ShouldBeOfType<Received.Errors>().Signer.ShouldBeNull();
        exchange.AtNetherlands(Report(exchange.CaSecures, null)).ShouldBeOfType<Received.Errors>().Sent!.MessageId.ShouldBe(sent.MessageId);
        exchange.AtNetherlands(Report(exchange.CaSecures, Exchange.NewId())).ShouldBeOfType<Received.Errors>().Sent.ShouldBeNull();
        Silent(exchange.AtNetherlands(Report(exchange.NlSecures, sent.MessageId)), "EBMS:0101", "signed by the wrong one");
    }

    [Fact]
    public void An_error_report_may_come_with_a_fault_in_its_Body()
    {
        var sent = exchange.Send();
        var report = As4Writer.Errors([new(EbmsErrorCode.Other, "x")], sent.MessageId, Exchange.NewId(), null, Exchange.Now, Exchange.Random);
        var combined = Exchange.Tampered(report, envelope => envelope.Replace("<env:Body />",
            "<env:Body><env:Fault><env:Code><env:Value>env:Receiver</env:Value></env:Code><env:Reason><env:Text xml:lang=\"en\">x</env:Text></env:Reason></env:Fault></env:Body>", StringComparison.Ordinal));
        exchange.AtNetherlands(combined).ShouldBeOfType<Received.Errors>().Sent!.MessageId.ShouldBe(sent.MessageId);
    }

    [Fact]
    public void A_pull_request_is_authorised_by_its_signature_for_its_channel()
    {
        OutgoingMessage Pull(string mpc, OutgoingSecurity security) => As4Writer.PullRequest(mpc, Exchange.NewId(), security, Exchange.Now, Exchange.Random);
        var pull = exchange.AtCanada(Pull(Channel, exchange.NlSecures)).ShouldBeOfType<Received.Pull>();
        (pull.Mpc, pull.Signer).ShouldBe((Channel, exchange.NlKeys.Chain[0]));

        Answered(exchange.AtCanada(Pull(Channel, exchange.CaSecures)), "EBMS:0101");
        Answered(exchange.AtCanada(Pull("urn:entente:pull:sg", exchange.NlSecures)), "EBMS:0001");
        Answered(exchange.AtCanada(Pull(EbmsNames.DefaultMpc, exchange.NlSecures), exchange.AtCa with { PullersOf = _ => throw new InvalidOperationException() }), "EBMS:0001");
        Answered(exchange.AtCanada(Exchange.Tampered(Pull(Channel, exchange.NlSecures), envelope => SecurityHeader().Replace(envelope, ""))), "EBMS:0103");
        Answered(As4Reader.Read("application/soap+xml", Pull(Channel, exchange.NlSecures).Body, exchange.AtCa, Exchange.Now.AddDays(61)), "EBMS:0003");

        void Answered(Received received, string code)
        {
            var refused = received.ShouldBeOfType<Received.Refused>();
            (refused.Why.Error.Code.Id, refused.Why.Answer).ShouldBe((code, AnswerForm.ErrorSignal));
        }
    }

    [Fact]
    public void An_empty_channel_is_answered_with_a_warning_about_the_request()
    {
        var request = As4Writer.PullRequest(Channel, Exchange.NewId(), exchange.NlSecures, Exchange.Now, Exchange.Random);
        var pull = exchange.AtCanada(request).ShouldBeOfType<Received.Pull>();
        var empty = As4Writer.NothingToPull(pull.Header, Exchange.NewId("ca.example"), exchange.CaSecures, Exchange.Now, Exchange.Random);
        var asked = new SentMessage(request.MessageId!, null, request.SignedParts, exchange.AtNl.Legs[0].Security);
        var report = exchange.AtNetherlands(empty, exchange.AtNl with { Sent = id => id == request.MessageId ? asked : null }).ShouldBeOfType<Received.Errors>();
        report.Signer.ShouldBe(exchange.CaKeys.Chain[0]);
        var error = report.Header.Errors.ShouldHaveSingleItem();
        (error.Code, error.IsFailure, error.RefToMessageInError).ShouldBe(("EBMS:0006", false, request.MessageId!.Value));
    }

    [Fact]
    public void A_pulled_message_names_its_channel_and_is_refused_on_another()
    {
        var pulled = exchange.Leg with { Mpc = Channel };
        exchange.Leg = pulled;
        exchange.Delivered(exchange.Send()).Header.Mpc.ShouldBe(Channel);
        var elsewhere = exchange.Send(Exchange.Submission(), pulled with { Mpc = "urn:entente:pull:sg" });
        exchange.AtCanada(elsewhere).ShouldBeOfType<Received.Refused>().Why.Error.Code.ShouldBe(EbmsErrorCode.ProcessingModeMismatch);
    }

    [Fact]
    public void An_answer_that_cannot_be_read_is_not_answered()
    {
        var receipt = exchange.ReceiptOf(exchange.Delivered(exchange.Send()));
        Silent(exchange.AtNetherlands(Exchange.Tampered(receipt, envelope => envelope.Replace("<eb:Receipt>", "<eb:Receipt a=\"b\">", StringComparison.Ordinal))), "EBMS:0009", "unknown attribute");
        Silent(exchange.AtNetherlands(Exchange.Tampered(receipt, envelope => envelope.Replace("env:mustUnderstand=\"true\"", "env:mustUnderstand=\"false\"", StringComparison.Ordinal))), "EBMS:0009", "not mustUnderstand");
        Silent(exchange.AtNetherlands(Exchange.Repacked(receipt, package => package with
        {
            Root = package.Root with { Headers = [new("Content-Type", "application/soap+xml"), new("Content-ID", "<root@x>")], ContentId = "root@x" },
            Attachments = [Exchange.Part("a@x", [1])],
        })), "EBMS:0007", "with an attachment");
    }

    private static SignatureReference Redigested(SignatureReference reference)
    {
        var other = Convert.ToBase64String(new byte[32]);
        return reference with { Xml = reference.Xml.Replace(Convert.ToBase64String(reference.Digest.Span), other, StringComparison.Ordinal) };
    }

    private static void Silent(Received received, string code, string what)
    {
        var refused = received.ShouldBeOfType<Received.Refused>(what);
        refused.Why.Error.Code.Id.ShouldBe(code, $"{what}: {refused.Why.Error.Detail}");
        refused.Why.Answer.ShouldBe(AnswerForm.None, what);
        As4Writer.Answer(refused, Exchange.NewId(), null, Exchange.Now, Exchange.Random).ShouldBeNull();
    }

    [GeneratedRegex("<wsse:Security .*</wsse:Security>", RegexOptions.Singleline)]
    private static partial Regex SecurityHeader();

    [GeneratedRegex("<env:Body[^>]*Id=\"(?<id>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex BodyId();

    private static Regex SignedInfoReference(string id) => new($"(?<=<ds:SignedInfo>.*)<ds:Reference URI=\"#{id}\">.*?</ds:Reference>(?=.*</ds:SignedInfo>)", RegexOptions.Singleline);
}
