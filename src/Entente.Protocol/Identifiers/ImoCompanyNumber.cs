using System.Diagnostics.CodeAnalysis;

namespace Entente.Protocol.Identifiers;

/// <summary>A ship's company or registered owner (IMO resolution MSC.160(78)): seven digits, the last a check digit; written <c>2041999</c>.</summary>
/// <remarks>Same shape as a ship's number, other weights (modulo 11, where 10 is written 0): a number can by chance be valid in both schemes.</remarks>
public sealed record ImoCompanyNumber : IIdentifier<ImoCompanyNumber>
{
    private ImoCompanyNumber(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.ImoCompanyNumber;

    public string Text { get; }

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var number = ImoNumber.Digits(text);
        return number.Length == 7 && Identifier.AllDigits(number)
            ? Identifier.Judge(number, number.AsSpan(6), CheckDigit(number))
            : new IdentifierVerdict.WrongForm("seven digits, with or without IMO before them");
    }

    /// <summary>The digit that completes six digits.</summary>
    public static int CheckDigit(ReadOnlySpan<char> digits) => (11 - (Identifier.WeightedSum(digits, 8, 6, 4, 2, 9, 7) % 11)) % 10;

    static ImoCompanyNumber IIdentifier<ImoCompanyNumber>.Trust(string normalised) => new(normalised);

    public static ImoCompanyNumber Parse(string s) => Identifier.Parse<ImoCompanyNumber>(s);

    static ImoCompanyNumber IParsable<ImoCompanyNumber>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<ImoCompanyNumber>(s);

    static ImoCompanyNumber ISpanParsable<ImoCompanyNumber>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<ImoCompanyNumber>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out ImoCompanyNumber result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ImoCompanyNumber result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out ImoCompanyNumber result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
