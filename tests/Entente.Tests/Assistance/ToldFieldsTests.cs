using Entente.Agreements;
using Entente.Assistance;
using Entente.Protocol.Alerts;
using Entente.Protocol.Messages;

namespace Entente.Tests.Assistance;

/// <summary>Every member that can be filled counts as a field of the agreement: what is not counted would cross unseen.</summary>
public sealed class ToldFieldsTests
{
    private static readonly PersonFields bare = new() { Name = "Marlowe" };

    public static TheoryData<string, PersonFields> Persons => new()
    {
        { "", bare },
        { "", bare with { Forenames = ["Ida"] } },
        { "formerNames", bare with { MaidenName = "Crane" } },
        { "formerNames", bare with { FormerSurnames = ["Crane"] } },
        { "aliases", bare with { Aliases = [new("Heron")] } },
        { "birth", bare with { Births = ["1979"] } },
        { "birth", bare with { BirthPlaces = ["Halifax"] } },
        { "nationality", bare with { Nationalities = ["CA"] } },
        { "sex", bare with { Sex = PersonSex.Female } },
        { "identityPapers", bare with { Papers = [new(PaperKind.Passport, "X1")] } },
        { "address", bare with { Addresses = [new("Kade 4")] } },
        { "physicalCharacteristics", bare with { Characteristics = ["A scar"] } },
        { "registration", bare with { TransportRegistrations = ["AB-12"] } },
    };

    [Theory, MemberData(nameof(Persons))]
    public void Each_detail_of_a_person_is_a_field(string word, PersonFields person)
    {
        WordSet<DataField> expected = word.Length == 0 ? [DataField.PersonsName] : [DataField.PersonsName, DataCategory.Persons.TryFind(word, out var named) ? named : default];

        ToldFields.Of(new PersonAlert { Person = person }).ShouldBe(expected);
    }

    [Fact]
    public void Every_member_of_a_person_is_among_them() =>
        typeof(PersonFields).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order()
            .ShouldBe(["Addresses", "Aliases", "BirthPlaces", "Births", "Characteristics", "Forenames", "FormerSurnames", "MaidenName", "Name", "Nationalities", "Papers", "Sex", "TransportRegistrations"]);

    [Fact]
    public void A_warning_is_a_field_of_persons_whatever_it_is_about() =>
        ToldFields.Of(new CommodityAlert { Description = "Copper", Warnings = [WarningCode.Armed] }).ShouldBe([DataField.CommoditiesContent, DataField.PersonsWarnings]);

    [Fact]
    public void A_business_tells_what_is_filled_of_it() => ToldFields.Of(new BusinessAlert
    {
        Name = "Metaal Import BV",
        OtherNames = [new("Metaal")],
        Numbers = [new(BusinessNumberKind.Vat, "1"), new(BusinessNumberKind.Excise, "2"), new(BusinessNumberKind.Iban, "3")],
        Addresses = [new("Kade 4")],
        Persons = [bare],
        Transport = [new Container { Number = "CSQU3054383" }],
    }).ShouldBe(DataCategory.Businesses.Fields.Or([DataField.PersonsName, DataField.MeansOfTransportIdentity]));

    [Fact]
    public void The_persons_of_every_content_count()
    {
        AlertContent[] contents =
        [
            new CommodityAlert { Description = "x", Persons = [bare] }, new TransportAlert { Means = new Container { Number = "CSQU3054383" }, Persons = [bare] }, new BusinessAlert { Name = "x", Persons = [bare] },
            new PersonAlert { Person = bare }, new GoodsDetainedAlert { Description = "x", Persons = [new() { Name = "x" }] }, new CashDetainedAlert { Amount = 1, Currency = "EUR", Persons = [new() { Name = "x" }] },
        ];

        contents.ShouldAllBe(content => ToldFields.Of(content).Contains(DataField.PersonsName));
        contents.Select(content => content.Category).Union([AlertCategory.FraudTrends, AlertCategory.Expertise]).Count().ShouldBe(Enum.GetValues<AlertCategory>().Length);
    }

    [Fact]
    public void A_declaration_tells_what_is_filled_of_it()
    {
        ToldFields.Of(Given.Verification.Declarations, []).ShouldBe(DataCategory.Declarations.Fields);
        ToldFields.Of([new() { Reference = "1", Kind = ConsignmentKind.Export }], []).ShouldBe([DataField.DeclarationsReference]);
    }

    [Fact]
    public void Documents_and_amounts_count()
    {
        var request = Given.Verification with { Attachments = Given.Read(MessageKind.AssistanceDrafted).Request.Attachments, Measure = new() { Amount = 1, Currency = "EUR" } };

        ToldFields.Of(request).Without(ToldFields.Of(Given.Verification)).ShouldBe([DataField.DocumentsContent, DataField.FinancesContent]);
    }
}
