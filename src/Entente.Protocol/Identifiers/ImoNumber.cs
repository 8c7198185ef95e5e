using System.Diagnostics.CodeAnalysis;

namespace Entente.Protocol.Identifiers;

/// <summary>A ship (IMO resolution A.1117(30)): seven digits, the last a check digit; written <c>9074729</c>.</summary>
/// <remarks>
/// It stays with the hull through every change of name, flag and owner, which is why it is worth more than a vessel's name. The weights 6, 5, 4 and 2
/// share factors with 10, so some slips of a single digit go unseen: 7625811 and 7605811 are both valid. Owners have numbers of the same
/// shape with another check digit: <see cref="ImoCompanyNumber"/>.
/// </remarks>
public sealed record ImoNumber : IIdentifier<ImoNumber>
{
    private ImoNumber(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.ImoNumber;

    public string Text { get; }

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var number = Digits(text);
        return number.Length == 7 && Identifier.AllDigits(number)
            ? Identifier.Judge(number, number.AsSpan(6), CheckDigit(number))
            : new IdentifierVerdict.WrongForm("seven digits, with or without IMO before them");
    }

    /// <summary>The digit that completes six digits.</summary>
    public static int CheckDigit(ReadOnlySpan<char> digits) => Identifier.WeightedSum(digits, 7, 6, 5, 4, 3, 2) % 10;

    internal static string Digits(ReadOnlySpan<char> text)
    {
        var number = Identifier.Compact(text, " -./:#");
        return number.StartsWith("IMO", StringComparison.Ordinal) ? number[3..].TrimStart('N', 'O') is { Length: 7 } rest ? rest : number[3..] : number;
    }

    static ImoNumber IIdentifier<ImoNumber>.Trust(string normalised) => new(normalised);

    public static ImoNumber Parse(string s) => Identifier.Parse<ImoNumber>(s);

    static ImoNumber IParsable<ImoNumber>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<ImoNumber>(s);

    static ImoNumber ISpanParsable<ImoNumber>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<ImoNumber>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out ImoNumber result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ImoNumber result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out ImoNumber result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
