using Entente.Protocol.Identifiers;

namespace Entente.Tests.Protocol.Identifiers;

public sealed class IdentifierSchemesTests
{
    [Theory]
    [InlineData(IdentifierScheme.ContainerNumber, "CSQU3054383", "CSQU3054383")] // the example of ISO 6346
    [InlineData(IdentifierScheme.ContainerNumber, "csqu 305438-3", "CSQU3054383")] // as painted on the door
    [InlineData(IdentifierScheme.ContainerNumber, "MSKU6011672", "MSKU6011672")] // a remainder of 2
    [InlineData(IdentifierScheme.ContainerNumber, "ＣＳＱＵ３０５４３８３", "CSQU3054383")] // full width, from East Asian systems
    [InlineData(IdentifierScheme.ImoNumber, "IMO 9074729", "9074729")]
    [InlineData(IdentifierScheme.ImoNumber, "7625811", "7625811")]
    [InlineData(IdentifierScheme.ImoNumber, "IMO No. 7605811", "7605811")] // differs from the row above in one digit: the scheme cannot tell
    [InlineData(IdentifierScheme.ImoCompanyNumber, "IMO 2041999", "2041999")]
    [InlineData(IdentifierScheme.Lei, "213800KUD8LAJWSQ9D15", "213800KUD8LAJWSQ9D15")]
    [InlineData(IdentifierScheme.Lei, "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12")]
    [InlineData(IdentifierScheme.Iban, "GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432")]
    [InlineData(IdentifierScheme.Iban, "DE89370400440532013000", "DE89370400440532013000")]
    [InlineData(IdentifierScheme.Iban, "iban NO93 8601 1117 947", "NO9386011117947")] // the shortest
    [InlineData(IdentifierScheme.Iban, "MT84MALT011000012345MTLCAST001S", "MT84MALT011000012345MTLCAST001S")]
    [InlineData(IdentifierScheme.Bic, "DEUTDEFFXXX", "DEUTDEFF")] // head office
    [InlineData(IdentifierScheme.Bic, "NEDSZAJJ", "NEDSZAJJ")]
    [InlineData(IdentifierScheme.Bic, "DEUT DE FF 500", "DEUTDEFF500")]
    [InlineData(IdentifierScheme.Eori, "DE 1234567", "DE1234567")]
    [InlineData(IdentifierScheme.Eori, "XI123456789000", "XI123456789000")]
    [InlineData(IdentifierScheme.VehicleIdentification, "1M8GDM9AXKP042788", "1M8GDM9AXKP042788")] // check digit X
    [InlineData(IdentifierScheme.VehicleIdentification, "WVWZZZ1KZAW000001", "WVWZZZ1KZAW000001")] // Z as ninth: a European maker
    [InlineData(IdentifierScheme.Mmsi, "366 999 712", "366999712")]
    [InlineData(IdentifierScheme.Mmsi, "002320001", "002320001")] // a British coast station
    [InlineData(IdentifierScheme.AircraftRegistration, "F-GZCP", "FGZCP")]
    [InlineData(IdentifierScheme.AircraftRegistration, "n123ab", "N123AB")]
    [InlineData(IdentifierScheme.AircraftRegistration, "RA-85684", "RA85684")]
    [InlineData(IdentifierScheme.AircraftRegistration, "9V-SKA", "9VSKA")]
    [InlineData(IdentifierScheme.VehicleRegistration, "А 123 ВС 77", "A123BC77")] // Cyrillic
    [InlineData(IdentifierScheme.VehicleRegistration, "M-ÜX 12", "MUX12")]
    [InlineData(IdentifierScheme.UnLocode, "NL RTM", "NLRTM")]
    [InlineData(IdentifierScheme.CountryCode, "el", "GR")] // as the EU writes Greece
    [InlineData(IdentifierScheme.CountryCode, "XK", "XK")]
    [InlineData(IdentifierScheme.CurrencyCode, "kwd", "KWD")]
    [InlineData(IdentifierScheme.HsCode, "0101.21", "010121")]
    [InlineData(IdentifierScheme.HsCode, "8517 13 00 00", "8517130000")]
    [InlineData(IdentifierScheme.Mrz, "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", null)] // ICAO's specimen passport
    [InlineData(IdentifierScheme.Mrz, "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<", null)] // ICAO's specimen card
    public void A_right_number_is_valid_and_normalised(IdentifierScheme scheme, string written, string? normalised) =>
        IdentifierSchemes.Check(scheme, written).ShouldBe(new IdentifierVerdict.Valid(normalised ?? written));

    [Theory]
    [InlineData("AT", "ATU13585627")]
    [InlineData("BE", "BE 0403.170.701")]
    [InlineData("BE", "BE403170701")] // nine digits, as before 2005
    [InlineData("CH", "CHE-116.281.710 MWST")]
    [InlineData("DE", "DE136695976")]
    [InlineData("DK", "DK 13 58 56 28")]
    [InlineData("ES", "ESB58378431")] // a company
    [InlineData("ES", "ES54362315K")] // a person
    [InlineData("ES", "ESX2482300W")] // a foreigner
    [InlineData("FI", "FI20774740")]
    [InlineData("FR", "FR40303265045")]
    [InlineData("FR", "FRK7399859412")] // new-style key, form only
    [InlineData("GB", "GB980780684")]
    [InlineData("GB", "GBGD001")] // a government department
    [InlineData("IT", "IT00743110157")]
    [InlineData("LU", "LU15027442")]
    [InlineData("NL", "NL004495445B01")]
    [InlineData("NO", "NO995525828MVA")]
    [InlineData("PL", "PL8567346215")]
    [InlineData("PT", "PT501964843")]
    [InlineData("SE", "SE123456789701")]
    [InlineData("SI", "SI50223054")]
    public void A_VAT_number_of_each_country_is_valid(string country, string written) =>
        VatNumber.Parse(written).Prefix.ShouldBe(country);

    [Theory]
    [InlineData(IdentifierScheme.ContainerNumber, "CSQU3054380", "3")]
    [InlineData(IdentifierScheme.ImoNumber, "9074728", "9")]
    [InlineData(IdentifierScheme.ImoCompanyNumber, "2041990", "9")]
    [InlineData(IdentifierScheme.Lei, "5493001KJTIIGC8Y1R13", "12")]
    [InlineData(IdentifierScheme.Iban, "GB83WEST12345698765432", "82")]
    [InlineData(IdentifierScheme.VehicleIdentification, "1M8GDM9A1KP042788", "X")]
    [InlineData(IdentifierScheme.VatNumber, "BE0403170700", "01")]
    [InlineData(IdentifierScheme.VatNumber, "DE136695978", "6")]
    [InlineData(IdentifierScheme.VatNumber, "NL004495446B01", "5")]
    [InlineData(IdentifierScheme.VatNumber, "ES54362315Z", "K")]
    [InlineData(IdentifierScheme.Mrz, "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408123F1204159ZE184226B<<<<<10", "2")]
    public void A_wrong_check_digit_is_told_with_the_right_one(IdentifierScheme scheme, string written, string expected)
    {
        var verdict = IdentifierSchemes.Check(scheme, written).ShouldBeOfType<IdentifierVerdict.WrongCheckDigit>();

        verdict.Expected.ShouldEndWith(expected);
        verdict.ToFault("line 3")!.Code.Id.ShouldBe("identifier-wrong-check-digit");
    }

    [Theory]
    [InlineData(IdentifierScheme.ContainerNumber, "CSQX3054383")] // no such category
    [InlineData(IdentifierScheme.ContainerNumber, "CSQU305438")] // check digit left out
    [InlineData(IdentifierScheme.ImoNumber, "IMO 123")]
    [InlineData(IdentifierScheme.Iban, "GB82WEST1234569876543")] // one short for its country
    [InlineData(IdentifierScheme.Iban, "US82WEST12345698765432")] // a country without IBAN
    [InlineData(IdentifierScheme.Bic, "DEUTQQFF")] // no such country
    [InlineData(IdentifierScheme.Lei, "5493001KJTIIGC8Y1R1")]
    [InlineData(IdentifierScheme.VehicleIdentification, "1M8GDM9AXKPO42788")] // letter O
    [InlineData(IdentifierScheme.Mmsi, "123456789")] // no country has 123
    [InlineData(IdentifierScheme.UnLocode, "NLR0M")] // zero
    [InlineData(IdentifierScheme.CountryCode, "QQ")]
    [InlineData(IdentifierScheme.CurrencyCode, "DEM")] // withdrawn
    [InlineData(IdentifierScheme.HsCode, "10121")] // leading zero lost
    [InlineData(IdentifierScheme.HsCode, "7701")] // reserved chapter
    [InlineData(IdentifierScheme.VatNumber, "DE12345678")]
    [InlineData(IdentifierScheme.VatNumber, "US123456789")]
    [InlineData(IdentifierScheme.AircraftRegistration, "N0123")]
    [InlineData(IdentifierScheme.Mrz, "P<UTO")]
    public void A_number_of_the_wrong_form_is_told_apart_from_a_wrong_digit(IdentifierScheme scheme, string written)
    {
        var verdict = IdentifierSchemes.Check(scheme, written).ShouldBeOfType<IdentifierVerdict.WrongForm>();

        verdict.Normalised.ShouldBeNull();
        verdict.ToFault()!.Code.Id.ShouldBe("identifier-wrong-form");
    }

    [Fact]
    public void Every_scheme_refuses_hostile_text_without_throwing()
    {
        string[] hostile = ["", " ", "\0", "<script>", new('9', 10_000), "\uD800", "𝟗𝟎𝟕", "IMO", "IBAN", "----", "ΑΒΓ", "٣٤٥"];
        foreach (var scheme in Enum.GetValues<IdentifierScheme>())
        {
            foreach (var text in hostile)
            {
                Should.NotThrow(() => IdentifierSchemes.Check(scheme, text), $"{scheme}: {text.Length} characters");
            }
        }

        IdentifierSchemes.All.Count.ShouldBe(Enum.GetValues<IdentifierScheme>().Length);
    }
}
