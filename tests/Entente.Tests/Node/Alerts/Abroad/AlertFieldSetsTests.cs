using Entente.Agreements;
using Entente.Node.Alerts.Abroad;
using Entente.Protocol.Alerts;

namespace Entente.Tests.Node.Alerts.Abroad;

public sealed class AlertFieldSetsTests
{
    private static readonly PersonFields Everything = new()
    {
        Name = "Marlowe",
        Forenames = ["Ida"],
        MaidenName = "Quist",
        FormerSurnames = ["Brand"],
        Aliases = [new("Red Ida", Weak: true)],
        Births = ["1971"],
        BirthPlaces = ["Delft"],
        Nationalities = ["NL"],
        Sex = PersonSex.Female,
        Papers = [new(PaperKind.Passport, "X1")],
        Addresses = [new("Quay 1", "NL")],
        Characteristics = ["A scar"],
        TransportRegistrations = ["AB-12-CD"],
    };

    private static readonly LimitedPersonFields Limited = new()
    {
        Name = "Marlowe", Aliases = [new("Red Ida")], Births = ["1971"], BirthPlaces = ["Delft"], Nationalities = ["NL"], Sex = PersonSex.Female, Addresses = [new("Quay 1", "NL")],
    };

    private static readonly Alert[] Full =
    [
        .. new AlertContent[]
        {
            new CommodityAlert { Description = "Filters", Persons = [Everything], Warnings = [WarningCode.Armed] },
            new TransportAlert { Means = new Boat { Name = "Heron" }, Persons = [Everything], Warnings = [WarningCode.Armed] },
            new BusinessAlert
            {
                Name = "Acme", OtherNames = [new("Acme Trading")], Addresses = [new("Quay 1", "NL")], Transport = [new Boat { Name = "Heron" }], Persons = [Everything], Warnings = [WarningCode.Armed],
                Numbers = [new(BusinessNumberKind.Vat, "1"), new(BusinessNumberKind.Excise, "2"), new(BusinessNumberKind.Eori, "3")],
            },
            new PersonAlert { Person = Everything, Warnings = [WarningCode.Armed] },
            new FraudTrendAlert { Description = "Double bottoms" },
            new ExpertiseAlert { Name = "Quist", Forename = "Jo", Expertise = "Paper" },
            new GoodsDetainedAlert { Description = "Filters", Persons = [Limited] },
            new CashDetainedAlert { Amount = 1, Currency = "EUR", Persons = [Limited] },
        }.Select(content => Given.Smuggler with { Content = content }),
    ];

    public static TheoryData<AlertCategory> Categories => [.. Full.Select(alert => alert.Content.Category)];

    [Theory, MemberData(nameof(Categories))]
    public void Whatever_is_taken_out_is_not_there_any_more_and_the_rest_is(AlertCategory category)
    {
        var alert = Full.Single(one => one.Content.Category == category);
        var (fields, essential) = (AlertFieldSets.Of(alert), AlertFieldSets.Essential(alert));
        foreach (var field in fields.Without(essential))
        {
            var left = AlertFieldSets.Of(AlertFieldSets.Without(alert, [field]));

            left.Contains(field).ShouldBeFalse($"{field}");
            fields.Includes(left).ShouldBeTrue($"{field}");
            left.Includes(essential).ShouldBeTrue($"{field}");
        }

        AlertFieldSets.Of(AlertFieldSets.Without(alert, fields.Without(essential))).ShouldBe(essential);
    }

    [Theory]
    [InlineData(AlertCategory.Persons, 13)] // every one that agreements know
    [InlineData(AlertCategory.Businesses, 21)]
    [InlineData(AlertCategory.FraudTrends, 1)]
    [InlineData(AlertCategory.CashDetained, 9)]
    public void A_full_alert_has_every_field_that_its_category_can_have(AlertCategory category, int count) =>
        AlertFieldSets.Of(Full.Single(one => one.Content.Category == category)).Count.ShouldBe(count);

    [Fact]
    public void An_alert_without_persons_has_no_field_of_persons() =>
        AlertFieldSets.Of(Given.Heron).ShouldBe([DataField.MeansOfTransportIdentity]);
}
