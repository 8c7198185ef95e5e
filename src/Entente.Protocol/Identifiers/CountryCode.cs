using System.Diagnostics.CodeAnalysis;

namespace Entente.Protocol.Identifiers;

/// <summary>A country or territory (ISO 3166-1 alpha-2), and the codes beside the standard that trade and travel use.</summary>
/// <remarks>Beside the standard: XK (Kosovo), XI (Northern Ireland in EU customs), XZ (international waters), EU, UN, and EL and UK, which become GR and GB.</remarks>
public sealed record CountryCode : IIdentifier<CountryCode>
{
    private const string UserAssigned = "EU UN XI XK XZ";

    private const string Assigned =
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI " +
        "CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ " +
        "GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS " +
        "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG " +
        "PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK " +
        "TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

    private CountryCode(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.CountryCode;

    public string Text { get; }

    /// <summary>Whether the code is outside ISO 3166-1.</summary>
    public bool IsUserAssigned => UserAssigned.Contains(Text, StringComparison.Ordinal);

    /// <summary>Every code of ISO 3166-1, in order.</summary>
    public static IEnumerable<CountryCode> Official => Assigned.Split(' ').Select(code => new CountryCode(code));

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var code = Identifier.Compact(text, " ") switch { "EL" => "GR", "UK" => "GB", var other => other };
        return IsKnown(code) ? new IdentifierVerdict.Valid(code) : new IdentifierVerdict.WrongForm("a country of ISO 3166-1 in two letters");
    }

    /// <summary>Whether two upper case letters are a country, in the standard or beside it.</summary>
    internal static bool IsKnown(ReadOnlySpan<char> code) =>
        code.Length == 2 && Identifier.AllLetters(code) && (Listed(Assigned, code) || Listed(UserAssigned, code));

    private static bool Listed(ReadOnlySpan<char> codes, ReadOnlySpan<char> code)
    {
        for (var i = 0; i < codes.Length; i += 3)
        {
            if (codes.Slice(i, 2).SequenceEqual(code))
            {
                return true;
            }
        }

        return false;
    }

    static CountryCode IIdentifier<CountryCode>.Trust(string normalised) => new(normalised);

    public static CountryCode Parse(string s) => Identifier.Parse<CountryCode>(s);

    static CountryCode IParsable<CountryCode>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<CountryCode>(s);

    static CountryCode ISpanParsable<CountryCode>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<CountryCode>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out CountryCode result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out CountryCode result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out CountryCode result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
