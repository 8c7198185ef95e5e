using Entente.Protocol.Identifiers;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Protocol.Identifiers;

public sealed class CheckDigitPropertyTests
{
    /// <summary>Schemes that promise to see every slip of one digit. Container, IMO and MRZ do not, and say so in their documentation.</summary>
    [Theory]
    [InlineData(IdentifierScheme.Lei, "5493001KJTIIGC8Y1R12")]
    [InlineData(IdentifierScheme.Iban, "DE89370400440532013000")]
    [InlineData(IdentifierScheme.Iban, "GB82WEST12345698765432")]
    [InlineData(IdentifierScheme.VehicleIdentification, "LJCPCBLCX14400264")] // the first letter is the market: L, China, requires the check digit
    [InlineData(IdentifierScheme.VatNumber, "BE0403170701")]
    [InlineData(IdentifierScheme.VatNumber, "DE136695976")]
    [InlineData(IdentifierScheme.VatNumber, "DK13585628")]
    [InlineData(IdentifierScheme.VatNumber, "FI20774740")]
    [InlineData(IdentifierScheme.VatNumber, "FR40303265045")]
    [InlineData(IdentifierScheme.VatNumber, "IT00743110157")]
    [InlineData(IdentifierScheme.VatNumber, "LU15027442")]
    [InlineData(IdentifierScheme.VatNumber, "PL8567346215")]
    public void Every_slip_of_one_digit_is_seen(IdentifierScheme scheme, string right)
    {
        IdentifierSchemes.Check(scheme, right).ShouldBeOfType<IdentifierVerdict.Valid>();
        for (var at = 0; at < right.Length; at++)
        {
            if (!char.IsAsciiDigit(right[at]))
            {
                continue;
            }

            foreach (var digit in "0123456789".Where(d => d != right[at]))
            {
                var wrong = $"{right[..at]}{digit}{right[(at + 1)..]}";
                IdentifierSchemes.Check(scheme, wrong).ShouldNotBeOfType<IdentifierVerdict.Valid>(wrong);
            }
        }
    }

    [Fact]
    public void A_container_slip_is_seen_unless_the_remainder_is_ten() => Prop.ForAll(
        Gen.Choose(0, 999_999).ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (serial, at, shift) =>
        {
            var first = $"MSKU{serial:D6}";
            var chars = first.ToCharArray();
            chars[4 + at] = (char)('0' + ((chars[4 + at] - '0' + shift) % 10));
            var (one, other) = (ContainerNumber.CheckDigit(first), ContainerNumber.CheckDigit(chars));
            return one != other || one == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_completed_number_is_valid() => Prop.ForAll(Gen.Choose(0, 999_999).ToArbitrary(), serial =>
    {
        var digits = $"{serial:D6}";
        return ContainerNumber.TryParse($"TCLU{digits}{ContainerNumber.CheckDigit($"TCLU{digits}")}", out _)
            && ImoNumber.TryParse($"{digits}{ImoNumber.CheckDigit(digits)}", out _)
            && ImoCompanyNumber.TryParse($"{digits}{ImoCompanyNumber.CheckDigit(digits)}", out _);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_exchange_of_neighbours_is_seen_modulo_97() => Prop.ForAll(Gen.Choose(4, 20).ToArbitrary(), at =>
    {
        const string Right = "DE89370400440532013000";
        var chars = Right.ToCharArray();
        (chars[at], chars[at + 1]) = (chars[at + 1], chars[at]);
        return chars[at] == chars[at + 1] || !Iban.TryParse(new string(chars), out _);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_text_never_throws_and_valid_text_is_a_fixed_point() => Prop.ForAll<string>(text =>
        IdentifierSchemes.All.All(scheme => IdentifierSchemes.Check(scheme, text) is not IdentifierVerdict.Valid valid
            || IdentifierSchemes.Check(scheme, valid.Text) == valid)).QuickCheckThrowOnFailure();
}
