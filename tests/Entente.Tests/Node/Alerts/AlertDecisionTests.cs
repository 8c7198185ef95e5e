using Entente.Node.Alerts;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Tests.Node.Alerts;

public sealed class AlertDecisionTests
{
    public static TheoryData<string, string> Entries => new()
    {
        { "complete", "" },
        { "no reason", "alert-incomplete $.alert.reason" },
        { "no case", "alert-incomplete $.alert.caseReference" },
        { "no such action", "alert-incomplete $.alert.action" },
        { "H3 without words", "alert-incomplete $.alert.handlingNote" },
        { "review today", "alert-review $.reviewBy" },
        { "review in a year", "" },
        { "review in a year and a day", "alert-review $.reviewBy" },
        { "no audience", "alert-audience $.audience" },
        { "audience of strangers", "alert-audience $.audience" },
        { "everybody and police", "alert-audience $.audience" },
        { "birth in words", "alert-value $.alert.content.person.births" },
        { "no such country", "alert-value $.alert.content.person.nationalities" },
        { "container too short", "identifier-wrong-form $.alert.content.means" },
        { "container with a wrong check digit", "" }, // it is what stands on the box
        { "boat without name and number", "alert-incomplete $.alert.content.means" },
        { "typed listing", "alert-from-list $.alert.listing" },
        { "odd HS code", "alert-value $.alert.content.hsCodes" },
        { "no such currency", "alert-value $.alert.content.currency" },
    };

    [Theory, MemberData(nameof(Entries))]
    public void Decide_enters_what_the_law_requires_and_names_what_is_missing(string entry, string expected)
    {
        var whole = Given.Entry(Given.Smuggler);
        var person = ((PersonAlert)Given.Smuggler.Content).Person;
        EnterAlert.Command With(AlertContent content) => whole with { Alert = Given.Smuggler with { Content = content } };
        var command = entry switch
        {
            "complete" => whole,
            "no reason" => whole with { Alert = Given.Smuggler with { Reason = " " } },
            "no case" => whole with { Alert = Given.Smuggler with { CaseReference = "" } },
            "no such action" => whole with { Alert = Given.Smuggler with { Action = 0 } },
            "H3 without words" => whole with { Alert = Given.Smuggler with { Handling = HandlingCode.H3 } },
            "review today" => whole with { ReviewBy = Given.Today },
            "review in a year" => whole with { ReviewBy = Given.Today.AddYears(1) },
            "review in a year and a day" => whole with { ReviewBy = Given.Today.AddYears(1).AddDays(1) },
            "no audience" => whole with { Audience = [] },
            "audience of strangers" => whole with { Audience = ["police", "navy"] },
            "everybody and police" => whole with { Audience = ["*", "police"] },
            "birth in words" => With(new PersonAlert { Person = person with { Births = ["about 1970"] } }),
            "no such country" => With(new PersonAlert { Person = person with { Nationalities = ["XX"] } }),
            "container too short" => With(new TransportAlert { Means = new Container { Number = "MSKU123" } }),
            "container with a wrong check digit" => With(new TransportAlert { Means = new Container { Number = "CSQU3054380" } }),
            "boat without name and number" => With(new TransportAlert { Means = new Boat() }),
            "typed listing" => whole with { Alert = Given.Smuggler with { Listing = new("OFAC-SDN", "1") } },
            "odd HS code" => With(new FraudTrendAlert { Description = "Footwear", HsCodes = ["640"] }),
            "no such currency" => With(new CashDetainedAlert { Amount = 1, Currency = "XYZ" }),
            _ => throw new ArgumentOutOfRangeException(nameof(entry)),
        };

        string.Join(", ", EnterAlert.Decide(command, Given.Today, Given.Authorities).Select(fault => $"{fault.Code} {fault.At}")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("own", "")]
    [InlineData("absent", "request-not-found")]
    [InlineData("foreign", "request-not-found")] // the same answer as absent
    [InlineData("from a list", "alert-from-list")]
    [InlineData("withdrawn", "alert-withdrawn")]
    [InlineData("changed meanwhile", "request-conflict")]
    [InlineData("other category", "alert-category-fixed")]
    public void Decide_lets_only_the_owner_amend_the_version_that_was_seen(string alert, string expected)
    {
        var row = new AlertRow { Number = 1, Owner = "customs", State = AlertState.Active, Version = 3, Category = AlertCategory.Persons };
        row = alert switch
        {
            "absent" => null,
            "foreign" => row with { Owner = "police" },
            "from a list" => row with { List = "UN-SC", Reference = "CDi.001" },
            "withdrawn" => row with { State = AlertState.Withdrawn },
            "changed meanwhile" => row with { Version = 4 },
            "other category" => row with { Category = AlertCategory.Businesses },
            _ => row,
        };

        var faults = AmendAlert.Decide(new(3, Given.Smuggler, Given.Today.AddMonths(1), ["*"]), row, "customs", Given.Today, Given.Authorities);

        (faults.Count == 0 ? "" : faults[0].Code.Id).ShouldBe(expected);
    }

    [Fact]
    public void Decide_asks_why_an_alert_is_withdrawn()
    {
        var row = new AlertRow { Owner = "customs", State = AlertState.Active, Version = 1 };

        WithdrawAlert.Decide(new(1, " "), row, "customs")!.Code.ShouldBe(FaultCode.AlertIncomplete);
        WithdrawAlert.Decide(new(1, "Cleared"), row, "customs").ShouldBeNull();
        WithdrawAlert.Decide(new(1, "Cleared"), row, "police")!.Code.ShouldBe(FaultCode.NotFound);
    }

    [Theory]
    [InlineData(RequestedAction.Seize, nameof(Directive.Stop))]
    [InlineData(RequestedAction.DoNotLoad, nameof(Directive.Stop))]
    [InlineData(RequestedAction.SpecificCheck, nameof(Directive.Look))]
    [InlineData(RequestedAction.Warn, nameof(Directive.Look))]
    [InlineData(RequestedAction.DiscreetCheck, nameof(Directive.LetPass))] // whoever is watched must not notice
    [InlineData(RequestedAction.ControlledDelivery, nameof(Directive.LetPass))]
    public void An_action_tells_the_officer_to_stop_to_look_or_to_let_pass(RequestedAction action, string expected) => action.Directive.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("*", "police", true)]
    [InlineData(",customs,police,", "police", true)]
    [InlineData(",customs,police,", "pol", false)]
    [InlineData(",customs,", "police", false)]
    public void An_audience_includes_whom_it_names(string column, string authority, bool expected) => Audience.Read(column).Includes(authority).ShouldBe(expected);

    [Fact]
    public void The_owner_is_always_in_the_audience() => Audience.Of("customs", ["police"]).Authorities.ShouldBe(["customs", "police"]);
}
