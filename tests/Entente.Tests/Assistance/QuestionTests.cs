using Entente.Agreements;
using Entente.Assistance;
using Entente.Protocol.Alerts;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Tests.Assistance;

public sealed class QuestionTests
{
    private static readonly WordSet<Condition> assured = [Condition.AssuranceNoEvidence, Condition.AssuranceConfidentiality];

    [Fact]
    public void The_verification_of_a_declaration_is_permitted_there_and_back()
    {
        Permitted(OfRequest(Given.Verification)).Clause.Name.ToString().ShouldBe("TFA-12/1 12.4(1)");
        Permitted(OfReply(Given.Verification, Given.Reply)).Clause.Name.ToString().ShouldBe("TFA-12/1 12.6(1)");
    }

    [Theory]
    [InlineData("verified")]
    [InlineData("grounds")]
    [InlineData("declarations")]
    [InlineData("reciprocity")]
    [InlineData("dataProtection")]
    public void What_the_article_asks_for_is_read_from_the_request_and_not_ticked(string part)
    {
        var without = part switch
        {
            "verified" => Given.Verification with { Verified = null },
            "grounds" => Given.Verification with { Grounds = null },
            "declarations" => Given.Verification with { Declarations = [] },
            "reciprocity" => Given.Verification with { Reciprocity = null },
            _ => Given.Verification with { DataProtection = null },
        };

        var refused = Gate.Check(Given.Book, OfRequest(without), Instrument.Tfa12).ShouldBeOfType<Verdict.Refused>();

        refused.Reason.ShouldBe(RefusalReason.Condition);
        refused.Lacking.Select(Needs.MeetingPart).ShouldBe([PartTable.Rows.Single(row => row.At == part).Part]);
    }

    [Theory]
    [InlineData(Condition.VerifiedFirst)]
    [InlineData(Condition.ReasonableGrounds)]
    [InlineData(Condition.JudicialAuthorisation)]
    [InlineData(Condition.AssuranceNoEvidence)]
    public void A_condition_that_the_request_has_to_show_cannot_be_attested_instead(Condition condition)
    {
        var attested = Given.Verification with { Attested = [new(Words.Of(condition), "Desk")] };

        RequestWords.TryRead(attested, out _, out var fault).ShouldBeFalse();

        (fault!.Code, fault.At).ShouldBe((FaultCode.AssistanceWord, "$.request.attested[0]"));
        Circumstances.Of(attested.Attested, Circumstances.OfRequests).ShouldBeEmpty();
    }

    [Fact]
    public void A_court_order_of_the_requesting_side_is_none_of_the_giver()
    {
        var request = Given.Verification with { Measure = new() { Order = "Order 26/1187" }, Attested = [new("consentGiven", "Importer"), new("dualCriminality", "Desk")] };

        Circumstances.Of(request).Select(one => one.Condition).ShouldContain(Condition.JudicialAuthorisation);
        var back = Circumstances.Of(request, [], []).Select(one => one.Condition).ToList();
        back.ShouldNotContain(Condition.JudicialAuthorisation);
        back.ShouldNotContain(Condition.ConsentGiven);
        back.ShouldNotContain(Condition.DualCriminality);
        back.ShouldContain(Condition.VerifiedFirst);
        Circumstances.Of(request, [], [new("judicialAuthorisation", "Court of Halifax")]).ShouldContain(new Attestation(Condition.JudicialAuthorisation, "Court of Halifax"));
    }

    [Fact]
    public void An_answer_without_the_assurances_of_the_article_is_refused_until_they_are_given()
    {
        var request = Given.Verification with { Assurances = [] };

        Gate.Check(Given.Book, OfReply(request, Given.Reply, []), Instrument.Tfa12).ShouldBeOfType<Verdict.Refused>().Lacking.ShouldBe(assured);
        Permitted(OfReply(request, Given.Reply, assured));
    }

    [Fact]
    public void Fields_that_no_clause_lets_pass_are_named()
    {
        var reply = Given.Reply with { Given = [.. Given.Reply.Given, new("finances", ["content"])] };

        Permitted(OfReply(Given.Verification, reply)).Stripped.ShouldBe([DataField.FinancesContent]);
    }

    [Fact]
    public void An_answer_for_a_purpose_that_the_article_forbids_is_refused_and_points_to_the_instrument()
    {
        var request = Given.Verification with { Purpose = "criminalEvidence" };

        var refused = Gate.Decide(Given.Book, OfReply(request, Given.Reply)).ShouldBeOfType<Verdict.Refused>();

        OfReply(request, Given.Reply).Exchange.ShouldBe(ExchangeKind.Evidence);
        refused.Reason.ShouldNotBe(RefusalReason.NoAgreement);
    }

    [Theory]
    [InlineData("NL", "SG")]
    [InlineData("NL", "BR")]
    public void An_answer_to_a_party_that_is_not_bound_is_refused(string from, string to)
    {
        var verdict = Gate.Check(Given.Book, OfReply(Given.Verification, Given.Reply) with { From = from, To = to, Purpose = UsePurpose.FinancialIntelligence });

        verdict.ShouldBeOfType<Verdict.Refused>();
    }

    [Fact]
    public void An_answer_under_a_suspended_agreement_or_after_its_end_is_refused()
    {
        var question = OfReply(Given.Verification, Given.Reply);

        Gate.Check(Given.Book.Suspending([new("CA", "NL", Given.Today)]), question).ShouldBeOfType<Verdict.Refused>().Reason.ShouldBe(RefusalReason.Suspended);
        Gate.Check(Given.Book, question with { On = new(2025, 12, 31) }).ShouldBeOfType<Verdict.Refused>().Reason.ShouldBe(RefusalReason.NoAgreement);
    }

    [Theory]
    [InlineData("instrument", "$.request.instrument")]
    [InlineData("assistance", "$.request.assistance")]
    [InlineData("purpose", "$.request.purpose")]
    [InlineData("approval", "$.request.approval")]
    [InlineData("data", "$.request.wanted[1].data")]
    [InlineData("field", "$.request.wanted[1].fields[0]")]
    [InlineData("assurance", "$.request.assurances[0]")]
    public void A_word_that_is_none_is_named_with_its_place(string what, string at)
    {
        var request = Given.Verification;
        var wrong = what switch
        {
            "instrument" => request with { Instrument = "Tfa12" }, // another case
            "assistance" => request with { Assistance = "favour" },
            "purpose" => request with { Purpose = "curiosity" },
            "approval" => request with { Approval = "director" },
            "data" => request with { Wanted = [request.Wanted[0], request.Wanted[1] with { Data = "religion" }] },
            "field" => request with { Wanted = [request.Wanted[0], request.Wanted[1] with { Fields = ["content"] }] }, // a field of another category
            _ => request with { Assurances = ["verifiedFirst"] }, // a condition, and nothing to assure
        };

        RequestWords.TryRead(wrong, out var words, out var fault).ShouldBeFalse();

        words.ShouldBeNull();
        (fault!.Code, fault.At).ShouldBe((FaultCode.AssistanceWord, at));
    }

    [Fact]
    public void A_word_of_an_answer_that_is_none_is_named()
    {
        Questions.TryOfReply(Given.Verification, Given.WordsOf(Given.Verification), [], Given.Reply with { Approval = "boss" }, Given.FromCanada, Given.Today, out _, out var fault).ShouldBeFalse();
        (fault!.Code, fault.At).ShouldBe((FaultCode.AssistanceWord, "$.approval"));
    }

    [Fact]
    public void Information_that_nobody_asked_for_passes_by_its_own_clause()
    {
        Questions.TryOfInformation(Given.Read(MessageKind.InformationGiven), Given.ToCanada, Given.Today, out var question, out var fault).ShouldBeTrue($"{fault}");

        var permitted = Permitted(question!, Instrument.Cmaa);
        permitted.Clause.Name.ToString().ShouldBe("NL-CA-CMAA/1 8(1)");
        permitted.Stripped.ShouldBe([DataField.DocumentsContent]); // the photographs: that article knows no documents
        permitted.Obligations.NotDecidingFactor.ShouldBeTrue();
    }

    [Fact]
    public void A_data_set_passes_by_the_article_on_automatic_exchange()
    {
        var proposed = Given.Read(MessageKind.AutomaticProposed);
        SubscribedSet.TryRead(proposed.Set, out var set, out var fault).ShouldBeTrue($"{fault}");

        Permitted(Questions.OfDelivery(set!, set!.Fields, Approval.Supervisor, HandlingCode.H1, Given.ToCanada, Given.Today), Instrument.Cmaa).Clause.Name.ToString().ShouldBe("NL-CA-CMAA/1 6(1)");
        Gate.Check(Given.Book, Questions.OfDelivery(set, set.Fields, Approval.Officer, HandlingCode.H1, Given.ToCanada, Given.Today), Instrument.Cmaa).ShouldBeOfType<Verdict.Refused>().Reason.ShouldBe(RefusalReason.Approval);
    }

    [Fact]
    public void Surveillance_that_the_requesting_side_could_not_do_itself_is_said_so()
    {
        var answer = OfReply(Given.Verification, Given.Reply);

        ReciprocityDeclaration.Of(Given.Book, answer).ShouldBeOfType<Verdict.Permitted>().Clause.Giver.Party.ShouldBe("NL");
        ReciprocityDeclaration.Of(Given.Book, answer with { Assistance = AssistanceType.HotPursuit }).ShouldBeOfType<Verdict.Refused>();
    }

    private static Question OfRequest(RequestEnvelope request) => Questions.OfRequest(request, Given.WordsOf(request), Given.ToCanada, HandlingCode.H2, Given.Today);

    private static Question OfReply(RequestEnvelope request, AssistanceReplied reply, WordSet<Condition> since = default)
    {
        Questions.TryOfReply(request, Given.WordsOf(request), since, reply, Given.FromCanada, Given.Today, out var question, out var fault).ShouldBeTrue($"{fault}");
        return question!;
    }

    // A request is decided under the instrument that it names, whatever another would permit.
    private static Verdict.Permitted Permitted(Question question, Instrument under = Instrument.Tfa12) => Gate.Check(Given.Book, question, under).ShouldBeOfType<Verdict.Permitted>();
}
