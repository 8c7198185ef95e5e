using System.Diagnostics.CodeAnalysis;

namespace Entente.Protocol.Identifiers;

/// <summary>A legal entity (ISO 17442): 18 letters or digits and two check digits, modulo 97-10.</summary>
/// <remarks>The first four characters name the issuer, not the country. Check digits 00, 01 and 99 are never issued.</remarks>
public sealed record Lei : IIdentifier<Lei>
{
    private Lei(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.Lei;

    public string Text { get; }

    /// <summary>The issuer (local operating unit) by its four-character prefix.</summary>
    public string Issuer => Text[..4];

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var number = Identifier.Compact(text);
        return number.Length == 20 && Identifier.AllDigits(number.AsSpan(18))
            ? Identifier.Judge(number, number.AsSpan(18), 98 - Identifier.Mod97(string.Concat(number.AsSpan(0, 18), "00")), width: 2)
            : new IdentifierVerdict.WrongForm("18 letters or digits and two check digits");
    }

    static Lei IIdentifier<Lei>.Trust(string normalised) => new(normalised);

    public static Lei Parse(string s) => Identifier.Parse<Lei>(s);

    static Lei IParsable<Lei>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<Lei>(s);

    static Lei ISpanParsable<Lei>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<Lei>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out Lei result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Lei result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out Lei result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
