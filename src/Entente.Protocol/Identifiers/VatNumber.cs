using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Entente.Protocol.Identifiers;

/// <summary>A VAT registration: country prefix and the number of that country; written <c>BE0403170701</c>.</summary>
/// <remarks>
/// Greece writes EL and Northern Ireland XI. The form is judged for the EU, GB, XI, CH and NO; check digits where the algorithm is public and
/// still holds (<see cref="VatCheckDigits"/>). Valid means well formed, not registered: only the country (VIES for the EU) knows that.
/// </remarks>
public sealed record VatNumber : IIdentifier<VatNumber>
{
    private static readonly FrozenDictionary<string, Regex> Forms = ReadForms();

    private VatNumber(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.VatNumber;

    public string Text { get; }

    /// <summary>The prefix: ISO 3166-1 but for EL (Greece) and XI (Northern Ireland).</summary>
    public string Prefix => Text[..2];

    /// <summary>Whether the form of the numbers that begin so is known.</summary>
    /// <param name="prefix">Two upper case letters, as in <see cref="Prefix"/>.</param>
    public static bool IsJudged(string prefix) => Forms.ContainsKey(prefix);

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var number = Identifier.Compact(text, " -./*+");
        if (number.Length < 4 || !Forms.TryGetValue(number[..2], out var form))
        {
            return new IdentifierVerdict.WrongForm("a country prefix that issues VAT numbers, and the number");
        }

        if (number is ['B', 'E', (>= '0' and <= '9'), ..] && number.Length == 11)
        {
            number = $"BE0{number[2..]}";
        }

        if (number.StartsWith("CHE", StringComparison.Ordinal) && number.Length > 12)
        {
            number = number[..12];
        }

        return form.IsMatch(number.AsSpan(2))
            ? VatCheckDigits.Judge(number)
            : new IdentifierVerdict.WrongForm($"a VAT number as {number[..2]} writes it");
    }

    private static FrozenDictionary<string, Regex> ReadForms() => new Dictionary<string, string>
    {
        ["AT"] = "U[0-9]{8}", ["BE"] = "[0-9]{9,10}", ["BG"] = "[0-9]{9,10}", ["CH"] = "E[0-9]{9}(MWST|TVA|IVA)?", ["CY"] = "[0-9]{8}[A-Z]",
        ["CZ"] = "[0-9]{8,10}", ["DE"] = "[0-9]{9}", ["DK"] = "[0-9]{8}", ["EE"] = "[0-9]{9}", ["EL"] = "[0-9]{9}",
        ["ES"] = "[A-Z0-9][0-9]{7}[A-Z0-9]", ["FI"] = "[0-9]{8}", ["FR"] = "[A-HJ-NP-Z0-9]{2}[0-9]{9}", ["GB"] = "([0-9]{9}|[0-9]{12}|GD[0-4][0-9]{2}|HA[5-9][0-9]{2})",
        ["HR"] = "[0-9]{11}", ["HU"] = "[0-9]{8}", ["IE"] = "([0-9]{7}[A-W][A-IW]?|[0-9][A-Z][0-9]{5}[A-W])", ["IT"] = "[0-9]{11}", ["LT"] = "([0-9]{9}|[0-9]{12})",
        ["LU"] = "[0-9]{8}", ["LV"] = "[0-9]{11}", ["MT"] = "[0-9]{8}", ["NL"] = "[0-9]{9}B[0-9]{2}", ["NO"] = "[0-9]{9}(MVA)?", ["PL"] = "[0-9]{10}",
        ["PT"] = "[0-9]{9}", ["RO"] = "[0-9]{2,10}", ["SE"] = "[0-9]{12}", ["SI"] = "[0-9]{8}", ["SK"] = "[0-9]{10}", ["XI"] = "([0-9]{9}|[0-9]{12}|GD[0-4][0-9]{2}|HA[5-9][0-9]{2})",
    }.ToFrozenDictionary(form => form.Key, form => new Regex($"^(?:{form.Value})$", RegexOptions.CultureInvariant), StringComparer.Ordinal);

    static VatNumber IIdentifier<VatNumber>.Trust(string normalised) => new(normalised);

    public static VatNumber Parse(string s) => Identifier.Parse<VatNumber>(s);

    static VatNumber IParsable<VatNumber>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<VatNumber>(s);

    static VatNumber ISpanParsable<VatNumber>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<VatNumber>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out VatNumber result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out VatNumber result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out VatNumber result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
