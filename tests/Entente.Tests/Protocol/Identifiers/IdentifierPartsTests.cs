using Entente.Protocol.Identifiers;

namespace Entente.Tests.Protocol.Identifiers;

public sealed class IdentifierPartsTests
{
    [Fact]
    public void A_container_number_has_owner_category_and_serial()
    {
        var number = ContainerNumber.Parse("CSQU3054383");

        (number.OwnerCode, number.Category, number.SerialNumber).ShouldBe(("CSQ", 'U', "305438"));
    }

    [Fact]
    public void Two_writings_of_one_number_are_equal() =>
        ContainerNumber.Parse("csqu 305438 3").ShouldBe(ContainerNumber.Parse("CSQU305438-3"));

    [Fact]
    public void Parsing_a_wrong_number_says_what_was_expected() =>
        Should.Throw<FormatException>(() => ContainerNumber.Parse("CSQU3054380")).Message.ShouldBe("The check digit should be 3.");

    [Fact]
    public void A_passport_gives_up_its_fields()
    {
        var passport = Mrz.Parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10");

        (passport.DocumentType, passport.Issuer, passport.DocumentNumber).ShouldBe(("P", "UTO", "L898902C3"));
        (passport.Surname, passport.GivenNames, passport.Nationality, passport.Sex).ShouldBe(("ERIKSSON", "ANNA MARIA", "UTO", 'F'));
        passport.BirthOn(new(2026, 1, 1)).ShouldBe(new DateOnly(1974, 8, 12));
    }

    [Fact]
    public void A_card_gives_up_its_fields()
    {
        var card = Mrz.Parse("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<");

        (card.DocumentNumber, card.Surname, card.BirthDigits).ShouldBe(("D23145890", "ERIKSSON", "740812"));
    }

    [Theory]
    [InlineData("260101", 2026)] // today at the latest
    [InlineData("260102", 1926)] // tomorrow would be the future
    public void A_birth_year_of_two_digits_is_the_latest_possible(string digits, int year)
    {
        var second = $"L898902C36UTO{digits}{Mrz.CheckDigit(digits)}F1204159ZE184226B<<<<<1";
        var text = $"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n{second}{Mrz.CheckDigit($"{second[..10]}{second[13..20]}{second[21..43]}")}";

        Mrz.Parse(text).BirthOn(new(2026, 1, 1))!.Value.Year.ShouldBe(year);
    }

    [Fact]
    public void A_tariff_code_lies_within_its_heading()
    {
        var code = HsCode.Parse("8517130000");

        (code.Chapter, code.Heading, code.Subheading).ShouldBe(("85", "8517", "851713"));
        code.IsWithin(HsCode.Parse("8517")).ShouldBeTrue();
        HsCode.Parse("8518").IsWithin(HsCode.Parse("8517")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("JPY", 0)]
    [InlineData("EUR", 2)]
    [InlineData("KWD", 3)]
    public void A_currency_knows_its_decimals(string code, int decimals) => CurrencyCode.Parse(code).Decimals.ShouldBe(decimals);

    [Fact]
    public void The_standard_has_249_countries_and_Kosovo_is_beside_it()
    {
        CountryCode.Official.Distinct().Count().ShouldBe(249);
        CountryCode.Parse("XK").IsUserAssigned.ShouldBeTrue();
    }
}
