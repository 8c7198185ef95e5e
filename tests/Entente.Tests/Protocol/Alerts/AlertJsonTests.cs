using System.Text.Json;
using Entente.Protocol.Alerts;

namespace Entente.Tests.Protocol.Alerts;

public sealed class AlertJsonTests
{
    private const string Person = """{"content":{"category":"persons","person":{"name":"Marlowe"}},"action":"specificCheck","reason":"Seen","caseReference":"C-1"}""";

    public static TheoryData<AlertContent> OnePerCategory =>
    [
        new CommodityAlert { Description = "Cigarettes", HsCodes = ["240220"], Warnings = [WarningCode.Armed] },
        new TransportAlert { Means = new Boat { Name = "Heron", Imo = "9074729" } },
        new BusinessAlert { Name = "Harbour Trading", Numbers = [new(BusinessNumberKind.Vat, "NL000099998B57")] },
        new PersonAlert { Person = new() { Name = "Marlowe", Births = ["1970/1972"], Papers = [new(PaperKind.Passport, "X1", "NL")] } },
        new FraudTrendAlert { Description = "Undervalued footwear", Route = ["CN", "GR"] },
        new ExpertiseAlert { Name = "Vance", Forename = "Ida", Expertise = "X-ray of refrigerated containers" },
        new GoodsDetainedAlert { Description = "Ivory", Persons = [new() { Name = "Marlowe" }] },
        new CashDetainedAlert { Amount = 52_000.50m, Currency = "EUR" },
    ];

    [Theory, MemberData(nameof(OnePerCategory))]
    public void Every_category_reads_back_as_it_was_written(AlertContent content)
    {
        var alert = new Alert { Content = content, Action = RequestedAction.SpecificCheck, Reason = "Seen", CaseReference = "C-1" };

        var text = JsonSerializer.Serialize(alert, AlertJson.Default.Alert);
        var back = JsonSerializer.Deserialize(text, AlertJson.Default.Alert)!;

        back.Content.Category.ShouldBe(content.Category);
        JsonSerializer.Serialize(back, AlertJson.Default.Alert).ShouldBe(text);
        text.ShouldContain($"\"category\":\"{JsonNamingPolicy.CamelCase.ConvertName(content.Category.ToString())}\"");
    }

    [Theory]
    [InlineData("\"name\":\"Marlowe\"", "\"name\":\"Marlowe\",\"religion\":\"x\"")] // a special category has no place
    [InlineData("\"persons\"", "\"fraudTrends\"")] // (e) has no place for a person
    [InlineData("\"persons\"", "\"gossip\"")] // no such category
    [InlineData("\"category\":\"persons\",", "")] // no category
    [InlineData("\"reason\":\"Seen\",", "")] // missing
    [InlineData("\"reason\":\"Seen\"", "\"reason\":null")] // null
    [InlineData("\"reason\":\"Seen\"", "\"reason\":\"Seen\",\"reason\":\"Heard\"")] // doubled
    [InlineData("\"reason\"", "\"Reason\"")] // another case
    [InlineData("\"specificCheck\"", "4")] // a number for a name
    [InlineData("\"specificCheck\"", "\"shoot\"")] // no such action
    public void What_does_not_follow_the_form_is_refused(string right, string wrong)
    {
        Person.ShouldContain(right);
        JsonSerializer.Deserialize(Person, AlertJson.Default.Alert).ShouldNotBeNull();

        var exception = Should.Throw<Exception>(() => JsonSerializer.Deserialize(Person.Replace(right, wrong, StringComparison.Ordinal), AlertJson.Default.Alert));

        (exception is JsonException or NotSupportedException).ShouldBeTrue($"it was {exception.GetType()}");
    }

    [Fact]
    public void What_is_left_out_is_empty_and_not_null()
    {
        var alert = JsonSerializer.Deserialize(Person, AlertJson.Default.Alert)!;

        var person = ((PersonAlert)alert.Content).Person;
        typeof(PersonFields).GetProperties().Where(property => property.PropertyType.IsGenericType && property.PropertyType.IsAssignableTo(typeof(System.Collections.IEnumerable)))
            .Select(property => property.GetValue(person)).ShouldAllBe(list => list != null);
        ((PersonAlert)alert.Content).Warnings.ShouldBeEmpty();
        (alert.Questions.Count, alert.Handling, alert.Source, alert.Information).ShouldBe((0, HandlingCode.H0, SourceEvaluation.X, InformationEvaluation.Uncorroborated));
    }

    [Fact]
    public void Fields_that_a_category_does_not_permit_have_no_place_in_its_type()
    {
        string[] limited = [.. typeof(LimitedPersonFields).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order()];
        limited.ShouldBe(["Addresses", "Aliases", "BirthPlaces", "Births", "Forenames", "Name", "Nationalities", "Sex"]);

        typeof(FraudTrendAlert).GetProperties().Select(property => property.PropertyType).ShouldNotContain(typeof(IReadOnlyList<PersonFields>));
        typeof(ExpertiseAlert).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order().ShouldBe(["Expertise", "Forename", "Name"]);
        typeof(GoodsDetainedAlert).IsAssignableTo(typeof(TargetAlert)).ShouldBeFalse("warning codes belong to (a) to (d)");
    }

    [Fact]
    public void There_is_a_type_for_each_of_the_eighteen_kinds_of_object() =>
        typeof(ObjectFields).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ObjectFields)) && !type.IsAbstract).Count()
            .ShouldBe(Enum.GetValues<ObjectType>().Length);
}
