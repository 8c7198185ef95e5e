using System.Diagnostics.CodeAnalysis;

namespace Entente.Protocol.Identifiers;

/// <summary>A financial institution (ISO 9362): four letters, country, two for the place, and three for the branch unless it is the head office.</summary>
/// <remarks>Branch <c>XXX</c> means the head office and is dropped, so that <c>DEUTDEFF</c> and <c>DEUTDEFFXXX</c> are equal. No check digit.</remarks>
public sealed record Bic : IIdentifier<Bic>
{
    private Bic(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.Bic;

    public string Text { get; }

    public string Country => Text[4..6];

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var number = Identifier.Compact(text);
        if (number.Length is not (8 or 11) || !Identifier.AllLetters(number.AsSpan(0, 6)) || !CountryCode.IsKnown(number.AsSpan(4, 2)))
        {
            return new IdentifierVerdict.WrongForm("four letters, a country, two characters and at most three for the branch");
        }

        return new IdentifierVerdict.Valid(number.EndsWith("XXX", StringComparison.Ordinal) && number.Length == 11 ? number[..8] : number);
    }

    static Bic IIdentifier<Bic>.Trust(string normalised) => new(normalised);

    public static Bic Parse(string s) => Identifier.Parse<Bic>(s);

    static Bic IParsable<Bic>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<Bic>(s);

    static Bic ISpanParsable<Bic>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<Bic>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out Bic result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Bic result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out Bic result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
