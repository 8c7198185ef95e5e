using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Console;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Tests.Node.Agreements.Pages;

public sealed class AdviseInstrumentTests
{
    private const string Verify = "?aim=verifyDeclaration&partner=CA&purpose=customsEnforcement&assistance=information&told=declarations.reference&wanted=documents"
        + "&when=verifiedFirst&when=identifiedDeclaration&when=reasonableGrounds&when=reciprocityDeclared&when=dataProtectionReference&when=assuranceConfidentiality&when=assuranceNoEvidence&when=assuranceRetention&approval=supervisor";

    [Fact]
    public void The_ways_are_those_of_the_advisor_in_its_order()
    {
        var (answer, errors) = Ask(Verify);

        errors.All.ShouldBeEmpty();
        answer.Ways!.Select(way => (way.Advice.Instrument, way.Advice.IsLawful)).ShouldBe(
            InstrumentAdvisor.Advise(Given.Shipped, answer.Asked.ToNeed("NL")).Select(advice => (advice.Instrument, advice.IsLawful)));
        answer.Ways!.ShouldNotBeEmpty();
    }

    /// <summary>“The whole answer” of a way is asked of the gate with the same question, so it cannot say another thing than the way.</summary>
    [Theory]
    [InlineData(Verify)]
    [InlineData("?aim=assistance&partner=SG&purpose=customsEnforcement&told=persons&wanted=declarations&when=reasonableGrounds")]
    [InlineData("?aim=evidence&partner=CA&purpose=criminalEvidence&told=persons&wanted=evidence&when=dualCriminality&when=judicialAuthorisation&when=reasonableGrounds&approval=centralAuthority")]
    [InlineData("?aim=lookout&partner=CA&purpose=customsEnforcement&told=meansOfTransport")]
    [InlineData(Verify + "&asks=control")]
    public void What_a_way_says_the_gate_says_when_it_is_asked_by_its_link(string query)
    {
        foreach (var way in Ask(query).Answer.Ways!)
        {
            if (way.Advice.There is Verdict.Permitted told)
            {
                Followed(way.There).Verdict.ShouldBeOfType<Verdict.Permitted>(way.There).Passing.Includes(told.Passing).ShouldBeTrue();
            }

            if (way.Advice.Back is Verdict.Permitted given)
            {
                Followed(way.Back!).Verdict.ShouldBeOfType<Verdict.Permitted>(way.Back!).Passing.Includes(given.Passing).ShouldBeTrue();
            }
        }
    }

    /// <summary>A look-out that asks for an investigation is no alert under article 8, which lets it be controlled by.</summary>
    [Theory]
    [InlineData("control", true)]
    [InlineData("investigate", false)]
    public void A_way_says_whether_the_partner_may_be_asked_for_it_and_its_link_asks_the_same(string action, bool lawful)
    {
        var way = Ask("?aim=lookout&partner=CA&purpose=customsEnforcement&told=meansOfTransport&asks=" + action).Answer.Ways!.First(one => one.Advice is { Instrument: Instrument.Cmaa, Exchange: ExchangeKind.Alert });

        way.Advice.IsLawful.ShouldBe(lawful);
        var followed = Followed(way.There);
        followed.Question!.Asks.Select(Words.Of).ShouldBe([action]);
        Ask("?aim=lookout&partner=CA&purpose=customsEnforcement&told=meansOfTransport&asks=arrest").Errors.All.Select(error => error.Field).ShouldContain("asks");
    }

    [Fact]
    public void What_comes_by_administrative_assistance_is_shown_the_way_to_evidence()
    {
        var ways = Ask(Verify).Answer.Ways!.Where(way => way is { Advice.IsLawful: true }).ToList();

        ways.ShouldNotBeEmpty();
        ways.ShouldAllBe(way => way.Evidence is EvidencePath.ByRequest || way.Evidence is EvidencePath.AsItIs);
    }

    [Theory]
    [InlineData("?aim=", "aim")]
    [InlineData("?aim=assistance&purpose=taxation&told=persons&wanted=persons", "partner")]
    [InlineData("?aim=assistance&partner=CA&purpose=taxation&wanted=persons", "told")]
    [InlineData("?aim=assistance&partner=CA&purpose=taxation&told=persons", "wanted")]
    public void What_is_missing_is_told_at_its_field(string query, string field)
    {
        var (answer, errors) = Ask(query);

        errors.All.Select(error => error.Field).ShouldContain(field);
        answer.Ways.ShouldBeNull();
    }

    [Fact]
    public void A_look_out_wants_nothing_back() => Ask("?aim=lookout&partner=CA&purpose=customsEnforcement&told=persons.name").Errors.Any.ShouldBeFalse();

    private static MayAnswer Followed(string address) => Given.Ask(address[address.IndexOf('?')..]).Answer;

    private static (AdviceAnswer Answer, FormErrors Errors) Ask(string query)
    {
        var errors = new FormErrors();
        var text = new Text();
        return (AdviseInstrument.Ask(Given.Shipped, "NL", new(QueryHelpers.ParseQuery(query), text, errors), new() { On = Given.Day }, text), errors);
    }
}
