using System.Text;
using Entente.Agreements;

namespace Entente.Tests.Agreements;

public sealed class AgreementTextTests
{
    /// <summary>What is replaced in the small agreement by what, and the fault: code, line, and a part of its sentence.</summary>
    public static TheoryData<string, string, string, int, string> Broken => new()
    {
        // the form
        { "version: 1", "version: 1\nversion: 2", "agreement-malformed", 3, "twice" },
        { "version: 1", "version: 1\ncolour: red", "agreement-malformed", 3, "no key colour" },
        { "version: 1", "", "agreement-malformed", 1, "version of the agreement is missing" },
        { "version: 1", "version: 01", "agreement-malformed", 2, "whole number" },
        { "version: 1", "version: 1.0", "agreement-malformed", 2, "whole number" },
        { "version: 1", "version: 0", "agreement-malformed", 2, "whole number" },
        { "version: 1", "version: ", "agreement-malformed", 2, "Expected a text" },
        { "version: 1", "version: [1]", "agreement-malformed", 2, "Expected a text" },
        { "title: A small agreement", "title: \"  \"", "agreement-malformed", 4, "that can be seen" },
        { "title: A small agreement", "title: \"two\\nlines\"", "agreement-malformed", 4, "one line" },
        { "title: A small agreement", "title: &t A small agreement", "agreement-malformed", 4, "anchors" },
        { "title: A small agreement", "title: *t", "agreement-malformed", 4, "aliases" },
        { "title: A small agreement", "title: !!str A small agreement", "agreement-malformed", 4, "tags" },
        { "title: A small agreement", "title: A\u202Etnemeerga", "agreement-malformed", 4, "U+202E" },
        { "title: A small agreement", "title: A\u0007", "agreement-malformed", 4, "U+0007" },
        { "title: A small agreement", "<<: { title: A }", "agreement-malformed", 4, "merges" },
        { "title: A small agreement", "? [a]\n: b", "agreement-malformed", 4, "A key is a word" },
        { "title: A small agreement", "title: \"open", "agreement-malformed", 4, "not YAML" },
        { "agreement: NL-CA", "%YAML 1.2\n---\nagreement: NL-CA", "agreement-malformed", 1, "directives" },
        { "wording: Hot pursuit.", "wording: Hot pursuit.\n---\nagreement: B", "agreement-malformed", 0, "" },
        { "languages: [en, fr]", "languages: []", "agreement-malformed", 6, "empty" },
        { "languages: [en, fr]", "languages: en", "agreement-malformed", 6, "Expected a list" },
        { "languages: [en, fr]", "languages: [en, en]", "agreement-malformed", 6, "named twice" },
        { "authorities: [customs] }", "authorities: [customs, customs] }", "agreement-malformed", 8, "named twice" },
        { "onward: { authorities: [customs], parties: [SG], withConsent: true }", "onward: { authorities: [customs], withConsent: yes }", "agreement-malformed", 26, "neither true nor false" },
        { "- purposes: [criminalEvidence]\n        instead: mlat", "- instead: mlat", "agreement-malformed", 31, "Say what is forbidden" },
        { "deadline: { acknowledge: 5 workingDays, reply: 90 days }", "deadline: {}", "agreement-malformed", 28, "No deadline" },
        { "data: { meansOfTransport: all }", "data: {}", "agreement-malformed", 49, "No category" },

        // words
        { "agreement: NL-CA", "agreement: NL CA", "agreement-word", 1, "is not an id" },
        { "instrument: cmaa", "instrument: CMAA", "agreement-word", 3, "not one of cmaa" },
        { "instrument: cmaa", "instrument: 1", "agreement-word", 3, "not one of cmaa" },
        { "languages: [en, fr]", "languages: [english]", "agreement-word", 6, "language" },
        { "party: NL, authorities", "party: QQ, authorities", "agreement-word", 8, "neither a country" },
        { "authorities: [customs] }", "authorities: [coastguard] }", "agreement-word", 8, "not one of customs" },
        { "persons: [name, birth] }", "persons: [name, religion] }", "agreement-word", 20, "no field of persons" },
        { "persons: [name, birth] }", "people: [name] }", "agreement-word", 20, "commodities" },
        { "article: \"8\"", "article: \"8 a\"", "agreement-word", 36, "number of an article" },
        { "handling: H1", "handling: h1", "agreement-word", 24, "H0, H1" },

        // days
        { "from: 2026-01-01", "from: 2026-02-30", "agreement-period", 5, "is not a day" },
        { "from: 2026-01-01", "from: 01.01.2026", "agreement-period", 5, "is not a day" },
        { "until: 2030-12-31", "until: 2025-12-31", "agreement-period", 5, "before it begins" },

        // parties
        { "party: CA, authorities: [customs, police]", "party: NL, authorities: [customs]", "agreement-party", 9, "named twice" },
        { "  - { party: CA, authorities: [customs, police] }\n", "", "agreement-party", 8, "two parties" },
        { "- { party: CA, articles", "- { party: SG, articles", "agreement-party", 11, "no party" },
        { "- { party: NL, text", "- { party: SG, text", "agreement-party", 13, "no party" },

        // articles
        { "article: \"8\"", "article: \"4\"", "agreement-article", 36, "two articles 4" },
        { "articles: [\"9\"]", "articles: [\"10\"]", "agreement-article", 11, "not there" },
        { "  - article: \"8\"", "  - article: \"8\"\n    annex: I", "agreement-article", 36, "multilateral" },
        { "authorities: [customs] }", "authorities: [customs], accepts: [I] }", "agreement-article", 8, "multilateral" },

        // clauses
        { "exchanges: [spontaneous, alert]", "exchanges: [request]", "agreement-unreachable", 39, "name a type of assistance" },
        { "exchanges: [spontaneous, alert]", "exchanges: [alert]\n        assistance: [enquiry]", "agreement-unreachable", 39, "Only requests" },
        { "direction: { from: NL, to: CA }", "direction: { from: NL, to: SG }", "agreement-unreachable", 39, "not a direction" },
        { "direction: { from: NL, to: CA }", "direction: { from: CA, to: CA }", "agreement-unreachable", 39, "not a direction" },
        { "articles: [\"9\"], text: Not us.", "articles: [\"9\"], text: Not us., purposes: [criminalInvestigation]", "agreement-unreachable", 47, "reservations" },
        { "articles: [\"9\"], text: Not us.", "articles: [\"9\"], text: Not us., data: { meansOfTransport: all }", "agreement-unreachable", 47, "reservations" },
        { "- purposes: [criminalEvidence]", "- purposes: [customsEnforcement, riskAnalysis]", "agreement-contradiction", 39, "forbids all" },
        { "- purposes: [criminalEvidence]", "- data: { seizures: all, persons: all }", "agreement-contradiction", 39, "forbids all" },
        { "purposes: [customsEnforcement, dutyAssessment]", "purposes: [customsEnforcement, criminalEvidence]", "agreement-contradiction", 18, "out of court" },
        { "retention: P3Y", "retention: P6Y", "agreement-retention", 18, "NL declares P5Y" },
        { "retention: P3Y", "retention: 3 years", "agreement-retention", 27, "not a period" },
        { "retention: P3Y", "retention: P1Y6M", "agreement-retention", 27, "not a period" },
        { "acknowledge: 5 workingDays", "acknowledge: 91 days", "agreement-deadline", 18, "later than the one to reply" },
        { "reply: 90 days", "decide: 100 hours", "agreement-deadline", 18, "later than the one to decide" },
        { "reply: 90 days", "reply: 90 moons", "agreement-deadline", 28, "not a deadline" },
    };

    [Theory, MemberData(nameof(Broken))]
    public void A_fault_is_refused_with_line_and_reason(string what, string by, string code, int line, string reason)
    {
        var text = Given.Bilateral.Replace(what, by, StringComparison.Ordinal);
        text.ShouldNotBe(Given.Bilateral, "nothing was replaced");

        var faults = AgreementText.Read(Encoding.UTF8.GetBytes(text)).ShouldBeOfType<AgreementReading.Refused>().Faults;

        faults.ShouldContain(
            fault => fault.Code.Id == code && (line == 0 || fault.At!.StartsWith($"line {line},", StringComparison.Ordinal)) && fault.Detail.Contains(reason, StringComparison.Ordinal),
            string.Join('\n', faults));
    }

    [Fact]
    public void The_agreement_that_the_faults_are_put_into_has_none()
    {
        var agreement = Given.Agreement(Given.Bilateral);
        (agreement.Id, agreement.Version, agreement.Until, agreement.Status).ShouldBe(("NL-CA", 1, new DateOnly(2030, 12, 31), AgreementStatus.Agreed));
        agreement.Articles.Select(article => article.Number).ShouldBe(["4", "8", "9"]);
        var permission = agreement.Articles[0].Permits[0];
        permission.Data.ShouldBe(DataCategory.Declarations.Fields.Or([DataField.PersonsName, DataField.PersonsBirth]));
        (permission.Approval, permission.Retention!.ToString(), permission.Deadlines.Reply).ShouldBe((Approval.Supervisor, "P3Y", new Period(90, PeriodUnit.Days)));
        permission.Place.ShouldBe(new(18, 9));
    }

    [Fact]
    public void All_faults_are_told_together() =>
        AgreementText.Read(Encoding.UTF8.GetBytes(Given.Bilateral.Replace("H1", "H9", StringComparison.Ordinal).Replace("dutyAssessment", "duty", StringComparison.Ordinal).Replace("[en, fr]", "[]", StringComparison.Ordinal)))
            .ShouldBeOfType<AgreementReading.Refused>().Faults.Count.ShouldBe(3);

    [Fact]
    public void A_party_that_nothing_binds_is_refused()
    {
        var text = Given.Bilateral.Replace("  - { party: CA, authorities: [customs, police] }", "  - { party: CA, authorities: [customs, police] }\n  - { party: SG, authorities: [customs] }", StringComparison.Ordinal)
            .Replace("assistance: [information, certifiedDocuments]", "assistance: [information]\n        direction: { from: CA, to: NL }", StringComparison.Ordinal)
            .Replace("assistance: [hotPursuit]", "assistance: [hotPursuit]\n        direction: { from: CA, to: NL }", StringComparison.Ordinal);
        var faults = AgreementText.Read(Encoding.UTF8.GetBytes(text)).ShouldBeOfType<AgreementReading.Refused>().Faults;
        faults.ShouldHaveSingleItem().Detail.ShouldBe("Nothing in the agreement binds SG.");
    }

    [Fact]
    public void An_annex_that_fewer_than_two_accept_binds_nobody_and_is_refused()
    {
        const string two = "authorities: [customs], accepts: [I] }\n  - { party: CA, authorities: [customs, police], accepts: [I";
        var text = Given.Bilateral.Replace("instrument: cmaa", "instrument: multilateral", StringComparison.Ordinal).Replace("  - article: \"8\"", "  - article: \"8\"\n    annex: I", StringComparison.Ordinal);
        var accepted = text.Replace("authorities: [customs] }\n  - { party: CA, authorities: [customs, police", two, StringComparison.Ordinal);
        Given.Agreement(accepted).Articles[1].Annex.ShouldBe("I");

        var faults = AgreementText.Read(Encoding.UTF8.GetBytes(accepted.Replace("police], accepts: [I]", "police]", StringComparison.Ordinal))).ShouldBeOfType<AgreementReading.Refused>().Faults;
        faults.ShouldHaveSingleItem().Code.Id.ShouldBe("agreement-unreachable");
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0x3A, 0x20, 0x0A, 0xC3, 0x28 }, "line 2, column 1")] // not UTF-8
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x61 }, "line 1, column 1")] // a byte order mark
    [InlineData(new byte[] { }, "line 1, column 1")]
    public void Bytes_that_are_no_text_are_refused_with_their_place(byte[] bytes, string at)
    {
        var fault = AgreementText.Read(bytes).ShouldBeOfType<AgreementReading.Refused>().Faults.ShouldHaveSingleItem();
        (fault.Code.Id, fault.At).ShouldBe(("agreement-malformed", at));
    }

    [Fact]
    public void What_is_too_long_or_too_deep_is_refused()
    {
        Read(new string('a', AgreementText.Longest + 1)).ShouldContain("at most 1048576");
        Read(new string('[', 200_000)).ShouldContain("deep");
        Read(string.Concat(Enumerable.Repeat("- ", 300_000))).ShouldContain("deep");

        static string Read(string text) => AgreementText.Read(Encoding.UTF8.GetBytes(text)).ShouldBeOfType<AgreementReading.Refused>().Faults[0].Detail;
    }

    [Fact]
    public void Norway_is_no_truth_value_and_an_article_no_number()
    {
        var agreement = Given.Agreement(Given.Bilateral.Replace("NL", "NO", StringComparison.Ordinal).Replace("article: \"8\"", "article: 1.10", StringComparison.Ordinal));
        agreement.Parties[0].Party.ShouldBe("NO");
        agreement.Articles[1].Number.ShouldBe("1.10");
    }

    [Fact]
    public void What_is_signed_names_the_agreement_and_changes_with_every_byte()
    {
        var one = Given.Agreement(Given.Bilateral);
        var other = Given.Agreement(Given.Bilateral.Replace("Unasked.", "Unasked!", StringComparison.Ordinal));
        one.Digest.ShouldNotBe(other.Digest);
        Encoding.UTF8.GetString(one.SigningStatement).ShouldBe($"entente/agreement/1\nNL-CA\n1\n{one.Digest}\n");
    }
}
