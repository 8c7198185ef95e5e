using Entente.Protocol.Reference;

namespace Entente.Tests.Protocol.Reference;

public sealed class ReferenceTests
{
    [Theory]
    [InlineData("NLRTM", "Rotterdam", "NL", PortFunctions.Sea)]
    [InlineData("nlrtm", "Rotterdam", "NL", PortFunctions.Rail)]          // typed by hand
    [InlineData("CNSGH", "Shanghai", "CN", PortFunctions.Sea)]            // the port, not CNSHA, which is an airport
    [InlineData("CWWIL", "Willemstad", "CW", PortFunctions.Sea)]
    [InlineData("DEDUI", "Duisburg", "DE", PortFunctions.Inland)]
    public void A_port_is_found_by_its_code(string locode, string name, string country, PortFunctions function)
    {
        var port = Ports.Find(locode).ShouldNotBeNull();
        (port.Name, port.Country).ShouldBe((name, country));
        port.Functions.HasFlag(function).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("NLRT")]
    [InlineData("XXXXX")]
    public void What_is_not_in_a_table_is_not_found(string? code)
    {
        Ports.Find(code).ShouldBeNull();
        Countries.Find(code).ShouldBeNull();
        Commodities.Find(code).ShouldBeNull();
        Offices.Find(code).ShouldBeNull();
        Currencies.Find(code).ShouldBeNull();
    }

    [Theory]
    [InlineData("NL", "Netherlands", "Pays-Bas", true, "🇳🇱")]
    [InlineData("KEN", "Kenya", "Kenya", false, "🇰🇪")]
    [InlineData("TR", "Türkiye", "Turquie", false, "🇹🇷")]
    public void A_country_has_both_names_and_a_flag(string code, string english, string french, bool member, string flag)
    {
        var country = Countries.Find(code).ShouldNotBeNull();
        (country.English, country.French, country.IsEuropeanUnion, country.Flag).ShouldBe((english, french, member, flag));
        country.Name("fr-BE").ShouldBe(french);
    }

    [Fact]
    public void A_national_code_is_found_by_its_international_part() =>
        Commodities.Find("6109100010").ShouldNotBeNull().English.ShouldBe("Cotton T-shirts");

    [Fact]
    public void The_tables_refer_to_each_other_only_by_codes_that_exist()
    {
        Ports.All.Where(port => Countries.Find(port.Country) is null).ShouldBeEmpty();
        Ports.All.Where(port => port.Locode[..2] != port.Country).ShouldBeEmpty();
        Offices.All.Where(office => Ports.Find(office.Locode) is null || Ports.Find(office.Locode)!.Country != office.Country).ShouldBeEmpty();
        Offices.All.Where(office => office.Code.Length != 8).ShouldBeEmpty();
        Currencies.All.Where(currency => currency.PerEuro <= 0).ShouldBeEmpty();
    }

    [Fact]
    public void No_text_is_missing_in_either_language()
    {
        Countries.All.Where(country => country.English == "" || country.French == "").ShouldBeEmpty();
        Commodities.All.Where(commodity => commodity.English == "" || commodity.French == "").ShouldBeEmpty();
        Currencies.All.Where(currency => currency.English == "" || currency.French == "").ShouldBeEmpty();
    }

    [Fact]
    public void The_union_has_twenty_seven_members() => Countries.All.Count(country => country.IsEuropeanUnion).ShouldBe(27);
}
