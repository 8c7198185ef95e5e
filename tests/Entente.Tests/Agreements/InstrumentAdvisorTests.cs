using Entente.Agreements;
using Entente.Protocol.Alerts;

namespace Entente.Tests.Agreements;

public sealed class InstrumentAdvisorTests
{
    private static readonly Need verify = new()
    {
        Aim = Aim.VerifyDeclaration,
        Us = "CA",
        Partner = "NL",
        Purpose = UsePurpose.DutyAssessment,
        Assistance = AssistanceType.CertifiedDocuments,
        Told = [DataField.DeclarationsReference, DataField.DeclarationsValue],
        Wanted = [DataField.DeclarationsValue, DataField.DocumentsContent],
        Circumstances =
        [
            .. new[] { Condition.VerifiedFirst, Condition.IdentifiedDeclaration, Condition.ReasonableGrounds, Condition.ReciprocityDeclared, Condition.DataProtectionReference, Condition.AssuranceNoEvidence, Condition.AssuranceConfidentiality }
                .Select(condition => new Attestation(condition, "customs")),
        ],
        On = new(2026, 10, 1),
    };

    [Fact]
    public void An_export_declaration_is_verified_under_article_12()
    {
        var advice = InstrumentAdvisor.Advise(Given.Shipped, verify);
        advice.Select(way => (way.Instrument, way.IsLawful, way.Reason)).ShouldBe(
        [
            (Instrument.Tfa12, true, AdviceReason.MadeForDeclarations), (Instrument.Cmaa, true, AdviceReason.MadeForAssistance), (Instrument.Multilateral, true, AdviceReason.WouldDo),
        ]);
        advice[0].Back.ShouldBeOfType<Verdict.Permitted>().Clause.Name.ToString().ShouldBe("TFA-12/1 12.6(1)");
    }

    [Fact]
    public void Without_verification_first_article_12_comes_after_what_is_lawful()
    {
        var advice = InstrumentAdvisor.Advise(Given.Shipped, verify with { Circumstances = [.. verify.Circumstances.Where(attestation => attestation.Condition != Condition.VerifiedFirst)] });
        advice[0].Instrument.ShouldBe(Instrument.Cmaa);
        var article = advice.Single(way => way.Instrument == Instrument.Tfa12);
        article.IsLawful.ShouldBeFalse();
        article.There.ShouldBeOfType<Verdict.Refused>().Lacking.ShouldBe([Condition.VerifiedFirst]);
    }

    [Theory]
    [InlineData(Aim.Lookout, ExchangeKind.Alert, Instrument.Cmaa)]
    [InlineData(Aim.Inform, ExchangeKind.Spontaneous, Instrument.Cmaa)]
    public void A_lookout_is_an_alert_and_what_nobody_asked_for_is_spontaneous(Aim aim, ExchangeKind exchange, Instrument instrument)
    {
        var first = InstrumentAdvisor.Advise(Given.Shipped, verify with { Aim = aim, Purpose = UsePurpose.CustomsEnforcement, Told = [DataField.PersonsName, DataField.MeansOfTransportIdentity], Wanted = [] })[0];
        (first.Exchange, first.Instrument, first.IsLawful, first.Back).ShouldBe((exchange, instrument, true, null));
    }

    /// <summary>The ways by which customs in the Netherlands may be asked to do that; none: every way of the aim.</summary>
    [Theory]
    [InlineData(PermittedAction.Control, "tfa12 cmaa multilateral")]
    [InlineData(PermittedAction.Investigate, "tfa12 cmaa")] // annex II lets it be read and be controlled by
    [InlineData(PermittedAction.Inform, "")]
    public void A_way_is_lawful_if_its_clause_permits_what_the_partner_is_asked_to_do(PermittedAction action, string ways)
    {
        var advice = InstrumentAdvisor.Advise(Given.Shipped, verify with { Asks = [action] });

        string.Join(' ', advice.Where(way => way.IsLawful).Select(way => Words.Of(way.Instrument))).ShouldBe(ways);
        advice.Count.ShouldBe(3);
        advice.Where(way => !way.IsLawful).ShouldAllBe(way => way.There is Verdict.Refused && ((Verdict.Refused)way.There).Reason == RefusalReason.Action && ((Verdict.Refused)way.There).Beyond.Contains(action));
        advice.ShouldAllBe(way => way.Back is Verdict.Permitted, "what comes back asks for nothing");
    }

    [Fact]
    public void The_request_that_makes_it_evidence_asks_for_the_evidence_alone()
    {
        var (given, obligations) = GivenToCanada();
        var path = InstrumentAdvisor.ToEvidence(Given.Shipped, given, obligations, verify with { Asks = [PermittedAction.Control], Approval = Approval.CentralAuthority, Circumstances = [.. verify.Circumstances, new(Condition.DualCriminality, "prosecution")] }).ShouldBeOfType<EvidencePath.ByRequest>();
        path.Request.Asks.ShouldBe([]);
        path.There.ShouldBeOfType<Verdict.Permitted>();
    }

    [Fact]
    public void What_is_to_stand_in_court_is_asked_for_under_the_treaty()
    {
        var advice = InstrumentAdvisor.Advise(Given.Shipped, verify with { Aim = Aim.Evidence, Purpose = UsePurpose.CriminalEvidence, Approval = Approval.CentralAuthority, Circumstances = [.. verify.Circumstances, new(Condition.DualCriminality, "prosecution")] });
        (advice[0].Instrument, advice[0].IsLawful).ShouldBe((Instrument.Mlat, true));
        advice.Where(way => way.Instrument != Instrument.Mlat).ShouldAllBe(way => way.Reason == AdviceReason.NotEvidence);
    }

    [Fact]
    public void Intelligence_becomes_evidence_by_a_treaty_request_for_the_same_facts()
    {
        var (given, obligations) = GivenToCanada();

        var path = InstrumentAdvisor.ToEvidence(Given.Shipped, given, obligations, verify with { Approval = Approval.CentralAuthority, Circumstances = [.. verify.Circumstances, new(Condition.DualCriminality, "prosecution")] }).ShouldBeOfType<EvidencePath.ByRequest>();

        (path.Request.From, path.Request.To, path.Request.Exchange).ShouldBe(("CA", "NL", ExchangeKind.Request));
        path.There.ShouldBeOfType<Verdict.Permitted>().Clause.Agreement.Instrument.ShouldBe(Instrument.Mlat);
        path.Back.ShouldBeOfType<Verdict.Permitted>().Obligations.Actions.Contains(PermittedAction.UseAsEvidence).ShouldBeTrue();
        path.Evidence.Data.ShouldBe(given.Data);
    }

    [Fact]
    public void Without_a_treaty_only_the_provider_can_permit_it()
    {
        var (given, obligations) = GivenToCanada();
        var untreated = AgreementBook.Of(AgreementLibrary.Simulated.Where(agreement => agreement.Instrument != Instrument.Mlat));
        InstrumentAdvisor.ToEvidence(untreated, given, obligations, verify).ShouldBeOfType<EvidencePath.OnlyByConsent>();
        InstrumentAdvisor.ToEvidence(untreated, given, obligations with { Actions = [PermittedAction.UseAsEvidence], Handling = HandlingCode.H0 }, verify).ShouldBeOfType<EvidencePath.AsItIs>();
    }

    private static (Question Given, Obligations Obligations) GivenToCanada()
    {
        var given = Given.Reply with { From = "NL", To = "CA", Data = [DataField.DocumentsContent, DataField.DeclarationsValue], Circumstances = verify.Circumstances, Approval = Approval.Officer };
        return (given, Gate.Check(Given.Shipped, given).ShouldBeOfType<Verdict.Permitted>().Obligations);
    }
}
