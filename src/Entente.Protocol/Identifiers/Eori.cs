using System.Diagnostics.CodeAnalysis;

namespace Entente.Protocol.Identifiers;

/// <summary>An economic operator (Regulation (EU) 952/2013): country and at most 15 characters that the country chose.</summary>
/// <remarks>
/// Whether the number was issued only the country knows (the EU publishes a look-up for its own). Great Britain (GB) and Northern Ireland (XI) issue numbers of
/// the same form. No common check digit: many countries put their tax number behind the prefix.
/// </remarks>
public sealed record Eori : IIdentifier<Eori>
{
    private Eori(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.Eori;

    public string Text { get; }

    public string Country => Text[..2];

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var number = Identifier.Compact(text);
        return number.Length is >= 3 and <= 17 && Identifier.AllLetters(number.AsSpan(0, 2)) && CountryCode.IsKnown(number.AsSpan(0, 2))
            ? new IdentifierVerdict.Valid(number)
            : new IdentifierVerdict.WrongForm("a country and at most 15 letters or digits");
    }

    static Eori IIdentifier<Eori>.Trust(string normalised) => new(normalised);

    public static Eori Parse(string s) => Identifier.Parse<Eori>(s);

    static Eori IParsable<Eori>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<Eori>(s);

    static Eori ISpanParsable<Eori>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<Eori>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out Eori result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Eori result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out Eori result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
