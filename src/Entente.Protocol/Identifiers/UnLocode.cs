using System.Diagnostics.CodeAnalysis;

namespace Entente.Protocol.Identifiers;

/// <summary>A place in trade and transport (UNECE Recommendation 16): country and three letters or digits 2 to 9; written <c>NLRTM</c>.</summary>
/// <remarks>Digits 0 and 1 are not used, because they look like O and I. XZ stands for installations in international waters.</remarks>
public sealed record UnLocode : IIdentifier<UnLocode>
{
    private UnLocode(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.UnLocode;

    public string Text { get; }

    public string Country => Text[..2];

    /// <summary>The place within the country.</summary>
    public string Place => Text[2..];

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var code = Identifier.Compact(text, " ");
        return code.Length == 5 && CountryCode.IsKnown(code.AsSpan(0, 2)) && !code.AsSpan(2).ContainsAny('0', '1')
            ? new IdentifierVerdict.Valid(code)
            : new IdentifierVerdict.WrongForm("a country and three letters or digits from 2 to 9");
    }

    static UnLocode IIdentifier<UnLocode>.Trust(string normalised) => new(normalised);

    public static UnLocode Parse(string s) => Identifier.Parse<UnLocode>(s);

    static UnLocode IParsable<UnLocode>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<UnLocode>(s);

    static UnLocode ISpanParsable<UnLocode>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<UnLocode>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out UnLocode result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out UnLocode result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out UnLocode result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
