using System.Text.Json;
using Entente.Protocol;
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

        var text = JsonSerializer.Serialize(alert, AlertJson.Alert);
        var back = JsonSerializer.Deserialize(text, AlertJson.Alert)!;

        back.Content.Category.ShouldBe(content.Category);
        JsonSerializer.Serialize(back, AlertJson.Alert).ShouldBe(text);
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
        JsonSerializer.Deserialize(Person, AlertJson.Alert).ShouldNotBeNull();

        var exception = Should.Throw<Exception>(() => JsonSerializer.Deserialize(Person.Replace(right, wrong, StringComparison.Ordinal), AlertJson.Alert));

        (exception is JsonException or NotSupportedException).ShouldBeTrue($"it was {exception.GetType()}");
    }

    public static TheoryData<AlertContent> WithEveryList =>
    [
        new CommodityAlert { Description = "Cigarettes", HsCodes = ["240220"], Origins = ["CN"], Objects = [new Boat { Imo = "9074729", FormerNames = [new("Egret")] }], Persons = [Marlowe], Warnings = [WarningCode.Armed] },
        new TransportAlert { Means = new Aircraft { Tail = "PH-ABC", FormerTails = ["N1"] }, Persons = [Marlowe] },
        new BusinessAlert
        {
            Name = "Harbour Trading", OtherNames = [new("HT")], Numbers = [new(BusinessNumberKind.Vat, "NL000099998B57")], Addresses = [Quay],
            Transport = [new MotorVehicle { Plate = "AB-12" }], Persons = [Marlowe],
        },
        new PersonAlert { Person = Marlowe },
        new FraudTrendAlert { Description = "Undervalued footwear", HsCodes = ["6403"], Route = ["CN", "GR"] },
        new GoodsDetainedAlert
        {
            Description = "Ivory", HsCodes = ["050710"], Objects = [new Firearm { SerialNumber = "7" }],
            Persons = [new() { Name = "Marlowe", Forenames = ["Ida"], Aliases = [new("Ada")], Births = ["1970"], BirthPlaces = ["Hull"], Nationalities = ["NL"], Addresses = [Quay] }],
        },
        new CashDetainedAlert { Amount = 1, Currency = "EUR", Objects = [new Banknotes { Currency = "EUR", Denomination = 50, FirstNumber = "S1" }], Persons = [new() { Name = "Marlowe" }] },
    ];

    private static Address Quay { get; } = new("Quay 1", "NL");

    private static PersonFields Marlowe { get; } = new()
    {
        Name = "Marlowe", Forenames = ["Ida"], FormerSurnames = ["Finch"], Aliases = [new("Ada")], Births = ["1970"], BirthPlaces = ["Hull"], Nationalities = ["NL"],
        Papers = [new(PaperKind.Passport, "X1", "NL")], Addresses = [Quay], Characteristics = ["Scar"], TransportRegistrations = ["AB-12"],
    };

    // A null is put in every place of the text in turn, and behind the last element of every list.
    [Theory, MemberData(nameof(WithEveryList))]
    public void A_null_is_refused_where_it_stands_unless_it_may_stand_there(AlertContent content)
    {
        var alert = new Alert
        {
            Content = content, Action = RequestedAction.SpecificCheck, Reason = "Seen", CaseReference = "C-1", Questions = ["When?"],
            Listing = new("OFAC-SDN", "36") { Programmes = ["CUBA"], LinkedTo = ["7"], Numbers = [new("Gender", "Male")] },
        };
        var optional = new HashSet<string>();
        var positions = 0;
        foreach (var (path, text) in NullPlaces.In(JsonSerializer.Serialize(alert, AlertJson.Alert)))
        {
            positions++;
            try
            {
                // What may be null is as good as left out.
                JsonSerializer.Serialize(JsonSerializer.Deserialize(text, AlertJson.Alert)!, AlertJson.Alert).ShouldNotContain("null", customMessage: path);
                optional.Add(path);
            }
            catch (JsonException exception)
            {
                StrictJson.PathOf(exception).ShouldBe(path);
            }
            catch (NotSupportedException)
            {
                path.ShouldMatch("[.](category|type)$");
            }
        }

        positions.ShouldBeGreaterThan(15);
        optional.ShouldAllBe(path => !path.EndsWith(']'));
        optional.ShouldNotContain("$.content");
        optional.ShouldNotContain("$.questions");
    }

    [Fact]
    public void What_is_left_out_is_empty_and_not_null()
    {
        var alert = JsonSerializer.Deserialize(Person, AlertJson.Alert)!;

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
