using Entente.As4;
using Entente.As4.Security;

namespace Entente.Tests.As4;

public sealed class InspectionTests
{
    [Fact]
    public void A_good_message_passes_every_step_and_each_says_what_was_found()
    {
        var exchange = new Exchange();
        var sent = exchange.Send(Exchange.Document(), Exchange.Photo());
        var steps = Inspection.Explain(sent.ContentType, sent.Body, exchange.AtCa, Exchange.Now);

        steps.ShouldNotContain(step => step.Verdict == StepVerdict.Failed);
        steps.Where(step => step.Verdict == StepVerdict.Passed).Select(step => step.Name).Distinct()
            .ShouldBe(["package", "envelope", "header", "addresses", "agreement", "references", "security", "content", "payloads"]);
        steps.Count(step => step.Name == "reference").ShouldBe(sent.SignedParts.Count);
        steps.Single(step => step.Name == "agreement").Detail.ShouldContain("nl-ca");
        steps.ShouldContain(step => step.Detail.Contains(exchange.NlKeys.Chain[0].Fingerprint, StringComparison.Ordinal));
        steps[^1].Detail.ShouldContain("application/json");
    }

    [Theory]
    [InlineData(">publish<", ">delete<", "agreement")]
    [InlineData(">c-1<", ">c-2<", "security")]
    [InlineData("mustUnderstand=\"true\"", "mustUnderstand=\"false\"", "envelope")]
    [InlineData("<eb:PartyInfo>", "<eb:PartyInfo><eb:X/>", "header")]
    public void A_bad_message_ends_at_the_step_that_refuses_it(string from, string to, string step)
    {
        var exchange = new Exchange();
        var tampered = Exchange.Tampered(exchange.Send(), envelope => envelope.Replace(from, to, StringComparison.Ordinal));
        var steps = Inspection.Explain(tampered.ContentType, tampered.Body, exchange.AtCa, Exchange.Now);
        steps.Single(one => one.Verdict == StepVerdict.Failed).ShouldBe(steps[^1]);
        steps[^1].Name.ShouldBe(step);
        steps[^1].Detail.ShouldStartWith("EBMS:");
    }

    [Fact]
    public void Who_knows_neither_party_still_learns_whether_the_signature_holds()
    {
        var exchange = new Exchange(SecuritySuite.P256);
        var sent = exchange.Send();
        var withKey = Inspection.ExplainUnknown(sent.ContentType, sent.Body, [exchange.CaKeys.Recipient], [], new MessageLimits(), Exchange.Now.AddYears(1));
        withKey[0].Detail.ShouldContain("nobody vouches");
        withKey.ShouldNotContain(step => step.Verdict == StepVerdict.Failed);

        var withoutKey = Inspection.ExplainUnknown(sent.ContentType, sent.Body, [], [], new MessageLimits(), Exchange.Now);
        withoutKey[^1].Detail.ShouldContain("EBMS:0102");

        var receipt = exchange.ReceiptOf(exchange.Delivered(sent));
        var receiptSteps = Inspection.ExplainUnknown(receipt.ContentType, receipt.Body, [], [], new MessageLimits(), Exchange.Now);
        receiptSteps.ShouldNotContain(step => step.Verdict == StepVerdict.Failed);
        receiptSteps[^1].Name.ShouldBe("evidence");
    }

    [Theory]
    [InlineData(TokenReference.SubjectKeyIdentifier)]
    [InlineData(TokenReference.IssuerSerial)]
    public void A_certificate_that_is_only_named_is_found_among_those_that_are_known(TokenReference token)
    {
        var exchange = new Exchange(token: token);
        var sent = exchange.Send();

        Inspection.ExplainUnknown(sent.ContentType, sent.Body, [exchange.CaKeys.Recipient], [exchange.CaKeys.Recipient.Certificate], new MessageLimits(), Exchange.Now)[^1]
            .Detail.ShouldContain("EBMS:0101");
        Inspection.ExplainUnknown(sent.ContentType, sent.Body, [exchange.CaKeys.Recipient], [exchange.CaKeys.Recipient.Certificate, exchange.NlKeys.Chain[0]], new MessageLimits(), Exchange.Now)
            .ShouldNotContain(step => step.Verdict == StepVerdict.Failed);
    }

    [Fact]
    public void A_message_is_judged_at_its_own_time_and_what_has_ended_since_is_noted()
    {
        var exchange = new Exchange();
        var sent = exchange.Send();

        IReadOnlyList<InspectionStep> On(DateTimeOffset day) => Inspection.ExplainUnknown(sent.ContentType, sent.Body, [exchange.CaKeys.Recipient], [], new MessageLimits(), day);

        var today = On(Exchange.Now);
        today.Where(step => step.Name == "time").ShouldHaveSingleItem().Detail.ShouldContain("2026-03-01T12:00:00Z");
        var later = On(Exchange.Now.AddYears(5)); // the certificate ended three years before
        later.ShouldNotContain(step => step.Verdict == StepVerdict.Failed);
        later.Where(step => step.Name == "time").Select(step => step.Detail).ShouldContain("the signer's certificate is not valid today");
    }
}
