using Entente.Node.Alerts;
using Entente.Node.Console;
using Entente.Protocol.Alerts;

namespace Entente.Tests.Node.Alerts;

/// <summary>A code or number that cannot exist finds nothing: it is refused where it stands.</summary>
public sealed class AlertCodeTests
{
    private static readonly PersonFields Ida = new() { Name = "Marlowe" };

    public static TheoryData<string, AlertContent, string> Codes => new()
    {
        { "flag", new TransportAlert { Means = new Boat { Name = "Heron", Flag = "QQ" } }, "alert-value $.alert.content.means.flag" },
        { "plate", new TransportAlert { Means = new Trailer { Plate = "12-AB", PlateCountry = "Q" } }, "alert-value $.alert.content.means.plateCountry" },
        { "paper", new PersonAlert { Person = Ida with { Papers = [new(PaperKind.Passport, "X1"), new(PaperKind.Passport, "X2", "QQ")] } }, "alert-value $.alert.content.person.papers[1].country" },
        { "address", new PersonAlert { Person = Ida with { Addresses = [new("Quay 1", "QQ")] } }, "alert-value $.alert.content.person.addresses" },
        { "address of a limited person", new CashDetainedAlert { Amount = 1, Currency = "EUR", Persons = [new() { Name = "Marlowe", Addresses = [new("Quay 1", "QQ")] }] }, "alert-value $.alert.content.persons[0].addresses" },
        { "paper of a second person", new CommodityAlert { Description = "Ivory", Persons = [Ida, Ida with { Papers = [new(PaperKind.Passport, "X1", "QQ")] }] }, "alert-value $.alert.content.persons[1].papers[0].country" },
        { "blank document", Goods(new BlankDocument { FirstNumber = "AB1000", Country = "QQ" }), "alert-value $.alert.content.objects[0].country" },
        { "issued document", Goods(new IssuedDocument { Kind = PaperKind.Passport, Number = "AB1000", Country = "QQ" }), "alert-value $.alert.content.objects[0].country" },
        { "certificate", Goods(new Firearm { SerialNumber = "7" }, new RegistrationPlate { Number = "12-AB", Country = "QQ" }), "alert-value $.alert.content.objects[1].country" },
        { "currency of banknotes", Goods(new Banknotes { Currency = "XYZ", Denomination = 5, FirstNumber = "S1" }), "alert-value $.alert.content.objects[0].currency" },
        { "business address", new BusinessAlert { Name = "Zeevalk", Addresses = [new("Quay 1", "QQ")] }, "alert-value $.alert.content.addresses" },
        { "transport of a business", new BusinessAlert { Name = "Zeevalk", Transport = [new MotorVehicle { Plate = "12-AB", PlateCountry = "QQ" }] }, "alert-value $.alert.content.transport[0].plateCountry" },
        { "run backwards", Goods(new BlankDocument { FirstNumber = "AB2000", LastNumber = "AB1000" }), "alert-value $.alert.content.objects[0].lastNumber" },
        { "run of two forms", Goods(new Banknotes { Currency = "EUR", Denomination = 5, FirstNumber = "S1", LastNumber = "S10" }), "alert-value $.alert.content.objects[0].lastNumber" },
        { "a run", Goods(new BlankDocument { FirstNumber = "AB1000", LastNumber = "AB2000", Country = "NL" }), "" },
        { "a run of one", Goods(new BlankDocument { FirstNumber = "AB1000", LastNumber = "AB1000" }), "" },
        { "known beside the standard", new PersonAlert { Person = Ida with { Papers = [new(PaperKind.Passport, "X1", "UN")], Addresses = [new("Pristina", "XK")] } }, "" },
        { "64 persons", new CommodityAlert { Description = "Ivory", Persons = [.. Enumerable.Repeat(Ida, 64)] }, "" },
        { "65 persons", new CommodityAlert { Description = "Ivory", Persons = [.. Enumerable.Repeat(Ida, 65)] }, "alert-value $.alert.content" },
        { "65 with the business itself", new BusinessAlert { Name = "Zeevalk", Persons = [.. Enumerable.Repeat(Ida, 64)] }, "alert-value $.alert.content" },
    };

    public static TheoryData<BusinessNumberKind, string, string?, string> Numbers => new()
    {
        { BusinessNumberKind.Vat, "NL000099998B57", null, "" },
        { BusinessNumberKind.Vat, "000099998B57", "NL", "" }, // the country stands beside it
        { BusinessNumberKind.Vat, "NL000099998B58", null, "identifier-wrong-check-digit value" },
        { BusinessNumberKind.Vat, "NL12", null, "identifier-wrong-form value" },
        { BusinessNumberKind.Vat, "12", "NL", "identifier-wrong-form value" },
        { BusinessNumberKind.Vat, "EL094259216", "GR", "" }, // Greece writes EL
        { BusinessNumberKind.Vat, "P051234567X", null, "" }, // Kenya's form is not known here
        { BusinessNumberKind.Vat, "1234567890", "TR", "" },
        { BusinessNumberKind.Eori, "NL123456789", "NL", "" },
        { BusinessNumberKind.Eori, "123456789", null, "identifier-wrong-form value" },
        { BusinessNumberKind.Lei, "5493001KJTIIGC8Y1R12", null, "" },
        { BusinessNumberKind.Lei, "5493001KJTIIGC8Y1R13", null, "identifier-wrong-check-digit value" },
        { BusinessNumberKind.Iban, "NL91 ABNA 0417 1643 00", null, "" },
        { BusinessNumberKind.Iban, "NL92 ABNA 0417 1643 00", null, "identifier-wrong-check-digit value" },
        { BusinessNumberKind.Bic, "ABNANL2A", null, "" },
        { BusinessNumberKind.Bic, "ABNAQQ2A", null, "identifier-wrong-form value" },
        { BusinessNumberKind.ImoCompany, "12", null, "identifier-wrong-form value" },
        { BusinessNumberKind.Registration, "what any register writes", "NL", "" },
        { BusinessNumberKind.Registration, "1", "QQ", "alert-value country" },
    };

    [Theory, MemberData(nameof(Codes))]
    public void A_code_that_is_none_is_refused_where_it_stands(string named, AlertContent content, string expected) =>
        Faults(content).ShouldBe(expected, named);

    [Theory, MemberData(nameof(Numbers))]
    public void A_number_of_a_business_is_judged_by_its_scheme(BusinessNumberKind kind, string value, string? country, string expected) =>
        Faults(new BusinessAlert { Name = "Zeevalk", Numbers = [new(BusinessNumberKind.Other, "x"), new(kind, value, country)] })
            .Replace("$.alert.content.numbers[1].", "", StringComparison.Ordinal).ShouldBe(expected);

    [Fact]
    public void The_form_shows_a_wrong_code_at_the_field_that_holds_it()
    {
        var business = new BusinessAlert { Name = "Zeevalk", Numbers = [new(BusinessNumberKind.Iban, "NL91ABNA0417164300"), new(BusinessNumberKind.Eori, "1"), new(BusinessNumberKind.Vat, "NL12")] };
        FieldsOf(business).ShouldBe(["eori", "vat"]);
        FieldsOf(new TransportAlert { Means = new Boat { Name = "Heron", Flag = "QQ" } }, KeyValuePair.Create("means.type", new Microsoft.Extensions.Primitives.StringValues("Boat"))).ShouldBe(["means.flag"]);
        FieldsOf(new PersonAlert { Person = Ida with { Papers = [new(PaperKind.Passport, "X1", "QQ")] } }).ShouldBe(["paper0.country"]);
        FieldsOf(new CommodityAlert { Description = "Ivory", Persons = [Ida, Ida with { Papers = [new(PaperKind.Passport, "X1", "QQ")] }] }).ShouldBe(["person1.paper0.country"]);

        static IEnumerable<string> FieldsOf(AlertContent content, params KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>[] posted) =>
            AlertForm.From(posted).Errors(AlertRules.Check(Given.Smuggler with { Content = content }), new Text(), content).All.Select(error => error.Field);
    }

    private static CommodityAlert Goods(params ObjectFields[] objects) => new() { Description = "Papers", Objects = objects };

    private static string Faults(AlertContent content) =>
        string.Join(", ", AlertRules.Check(Given.Smuggler with { Content = content }).Select(fault => $"{fault.Code.Id} {fault.At}"));
}
