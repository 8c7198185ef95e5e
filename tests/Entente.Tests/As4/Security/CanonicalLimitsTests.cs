using Entente.As4.Messaging;
using Entente.As4.Security;
using Entente.As4.Security.Xml;

namespace Entente.Tests.As4.Security;

/// <summary>An attached XML document can be small and its canonical form gigabytes, and documents can be nested without end: both are refused before they cost anything.</summary>
public sealed class CanonicalLimitsTests
{
    private static readonly SecurityLimits Small = SecurityLimits.Default with { CanonicalOctets = 100_000, CanonicalGrowth = 16, GrowthFree = 10_000, AttachmentDepth = 20, NamespaceLength = 2000 };

    public static TheoryData<string, string, string[]> Documents => new()
    {
        { "one that needs no more than there is", "", [Repeated(70, 1000)] },
        { "a namespace of a thousand letters, written a thousand times", "EBMS:0103", [Repeated(1000, 1000)] },
        { "two that need together more than there is", "EBMS:0103", [Repeated(70, 600), Repeated(70, 600)] },
        { "one that grows twenty times", "EBMS:0103", [Repeated(112, 300)] },
        { "a namespace of 2,000 characters", "", [Named(2000)] },
        { "a namespace of 2,001 characters", "EBMS:0103", [Named(2001)] },
        { "an attribute of such a namespace", "EBMS:0103", [$"<r xmlns:p=\"{new string('x', 2001)}\" p:a=\"\"/>"] },
        { "a namespace that nothing bears", "", [$"<r xmlns:p=\"{new string('x', 2001)}\"/>"] },
        { "twenty levels", "", [Nested(20)] },
        { "twenty-one levels", "EBMS:0103", [Nested(21)] },
        { "not well-formed after all that", "EBMS:0101", [Repeated(10, 10)[..^1]] },
    };

    [Theory, MemberData(nameof(Documents))]
    public void A_document_within_the_limits_passes_and_one_beyond_them_is_refused(string what, string code, string[] documents)
    {
        // Nobody but an attacker signs what has no canonical form.
        var honest = code is "" or "EBMS:0103";
        var sent = new Sent(SecuritySuite.Edwards, parts: [.. documents.Select((document, at) => Given.Part($"{at}@nl.example", honest ? "application/xml" : "application/octet-stream", document))]);
        if (!honest)
        {
            sent.Set("EncryptedData", "MimeType", "application/xml");
        }

        sent.Demands = sent.Demands with { Limits = Small };
        var verdict = sent.Verify();

        ((verdict as SecurityVerdict.Refused)?.Error.Code.Id ?? "").ShouldBe(code, what);
    }

    [Fact]
    public void A_hundred_gigabytes_out_of_two_megabytes_are_refused_by_the_limits_of_every_node()
    {
        var sent = new Sent(SecuritySuite.Edwards, parts: [Given.Part("bomb@nl.example", "application/octet-stream", Repeated(1_000_000, 100_000))]);
        sent.Set("EncryptedData", "MimeType", "application/xml");

        Given.Refused(sent.Verify()).Code.ShouldBe(EbmsErrorCode.PolicyNoncompliance);
    }

    [Fact]
    public void A_hundred_thousand_levels_are_refused_by_the_limits_of_every_node()
    {
        var sent = new Sent(SecuritySuite.Edwards, parts: [Given.Part("deep@nl.example", "application/octet-stream", Nested(100_000))]);
        sent.Set("EncryptedData", "MimeType", "text/xml");

        Given.Refused(sent.Verify()).Code.ShouldBe(EbmsErrorCode.PolicyNoncompliance);
    }

    [Fact]
    public void Line_ends_that_would_double_a_text_count_as_well()
    {
        var sent = new Sent(SecuritySuite.Edwards, parts: [Given.Part("text@nl.example", "text/plain", new string('\n', 60_000))]);
        sent.Demands = sent.Demands with { Limits = Small };

        Given.Refused(sent.Verify()).Code.ShouldBe(EbmsErrorCode.PolicyNoncompliance);
    }

    [Fact]
    public void What_no_partner_would_take_is_not_signed() =>
        Should.Throw<ArgumentException>(() => Given.Secured(SecuritySuite.Edwards, [Given.Part("deep@nl.example", "application/xml", Nested(300))])).Message.ShouldContain("deeper");

    [Fact]
    public void An_element_that_does_not_fit_has_no_canonical_form()
    {
        var element = Given.Read(Repeated(10, 10)).DocumentElement!;
        var whole = ExclusiveXml.Of(element);

        ExclusiveXml.Within(element, whole.Length).ShouldNotBeNull().ToArray().ShouldBe(whole.ToArray());
        ExclusiveXml.Within(element, whole.Length - 1).ShouldBeNull();
    }

    /// <summary>A prefix that is declared once and borne by many.</summary>
    private static string Repeated(int letters, int times) =>
        $"<r xmlns:p=\"urn:{new string('x', letters)}\">{string.Concat(Enumerable.Repeat("<p:a/>", times))}</r>";

    private static string Named(int letters) => $"<r xmlns=\"{new string('x', letters)}\"/>";

    private static string Nested(int levels) => string.Concat(Enumerable.Repeat("<a>", levels)) + string.Concat(Enumerable.Repeat("</a>", levels));
}
