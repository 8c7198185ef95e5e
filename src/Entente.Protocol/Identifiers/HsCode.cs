using System.Diagnostics.CodeAnalysis;

namespace Entente.Protocol.Identifiers;

/// <summary>Goods in the Harmonised System: 2 digits (chapter), 4 (heading), 6 (subheading), and 8 or 10 of a national or Union tariff.</summary>
/// <remarks>
/// The first six digits mean the same in every contracting party, those after them do not. Chapter 77 is reserved; 98 and 99 are national. A leading zero is part of the code,
/// and spreadsheets lose it: an odd number of digits is of the wrong form, not silently completed.
/// </remarks>
public sealed record HsCode : IIdentifier<HsCode>
{
    private HsCode(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.HsCode;

    public string Text { get; }

    public string Chapter => Text[..2];

    /// <summary>The first four digits, or <see langword="null"/> for a chapter.</summary>
    public string? Heading => Text.Length >= 4 ? Text[..4] : null;

    /// <summary>The first six digits, which all contracting parties share, or <see langword="null"/> for a heading or chapter.</summary>
    public string? Subheading => Text.Length >= 6 ? Text[..6] : null;

    /// <summary>Whether this code is <paramref name="wider"/> or lies within it.</summary>
    public bool IsWithin(HsCode wider) => Text.StartsWith(wider.Text, StringComparison.Ordinal);

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var code = Identifier.Compact(text);
        return code.Length is 2 or 4 or 6 or 8 or 10 && Identifier.AllDigits(code) && !code.StartsWith("00", StringComparison.Ordinal) && !code.StartsWith("77", StringComparison.Ordinal)
            ? new IdentifierVerdict.Valid(code)
            : new IdentifierVerdict.WrongForm("2, 4, 6, 8 or 10 digits beginning with a chapter from 01 to 99, not 77");
    }

    static HsCode IIdentifier<HsCode>.Trust(string normalised) => new(normalised);

    public static HsCode Parse(string s) => Identifier.Parse<HsCode>(s);

    static HsCode IParsable<HsCode>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<HsCode>(s);

    static HsCode ISpanParsable<HsCode>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<HsCode>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out HsCode result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out HsCode result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out HsCode result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
