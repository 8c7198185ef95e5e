using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Entente.Protocol.Identifiers;

/// <summary>A bank account (ISO 13616): country, two check digits modulo 97-10, and the national account number of that country's length.</summary>
/// <remarks>National check digits inside the account number are not judged: few banks outside the country can say what they are.</remarks>
public sealed record Iban : IIdentifier<Iban>
{
    /// <summary>Characters by country, from the register of ISO 13616.</summary>
    private static readonly FrozenDictionary<string, int> Lengths = ReadLengths();

    private Iban(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.Iban;

    public string Text { get; }

    public string Country => Text[..2];

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var number = Identifier.Compact(text);
        if (number.StartsWith("IBAN", StringComparison.Ordinal))
        {
            number = number[4..];
        }

        if (number.Length < 15 || !Identifier.AllLetters(number.AsSpan(0, 2)) || !Identifier.AllDigits(number.AsSpan(2, 2)))
        {
            return new IdentifierVerdict.WrongForm("a country, two check digits and an account number");
        }

        if (!Lengths.TryGetValue(number[..2], out var length) || length != number.Length)
        {
            return new IdentifierVerdict.WrongForm(length == 0 ? "a country that issues IBANs" : $"a number of {length} characters for {number[..2]}");
        }

        var expected = 98 - Identifier.Mod97(string.Concat(number.AsSpan(4), number.AsSpan(0, 2), "00"));
        return Identifier.Judge(number, number.AsSpan(2, 2), expected, width: 2);
    }

    private static FrozenDictionary<string, int> ReadLengths() => (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 " +
        "FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 " +
        "MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 " +
        "SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30").Split(' ')
        .ToFrozenDictionary(row => row[..2], row => int.Parse(row.AsSpan(2), CultureInfo.InvariantCulture), StringComparer.Ordinal);

    static Iban IIdentifier<Iban>.Trust(string normalised) => new(normalised);

    public static Iban Parse(string s) => Identifier.Parse<Iban>(s);

    static Iban IParsable<Iban>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<Iban>(s);

    static Iban ISpanParsable<Iban>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<Iban>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out Iban result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Iban result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out Iban result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
