using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Entente.Protocol.Identifiers;

/// <summary>A currency (ISO 4217) in three letters, with the number of decimals of its smallest unit.</summary>
/// <remarks>Currencies in circulation, precious metals and XDR. Codes that were withdrawn are not known: an old invoice may carry one.</remarks>
public sealed record CurrencyCode : IIdentifier<CurrencyCode>
{
    private static readonly FrozenSet<string> Known = (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP " +
        "CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD " +
        "JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO " +
        "NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS " +
        "TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UZS VED VES VND VUV WST XAF XAG XAU XCD XCG XDR XOF XPD XPF XPT YER ZAR ZMW ZWG")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private CurrencyCode(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.CurrencyCode;

    public string Text { get; }

    /// <summary>Digits after the decimal mark: 2 for most, 0 for the yen, 3 for the Kuwaiti dinar.</summary>
    public int Decimals =>
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".Contains(Text, StringComparison.Ordinal) ? 0
        : "BHD IQD JOD KWD LYD OMR TND".Contains(Text, StringComparison.Ordinal) ? 3
        : 2;

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var code = Identifier.Compact(text, " ");
        return code.Length == 3 && Known.Contains(code)
            ? new IdentifierVerdict.Valid(code)
            : new IdentifierVerdict.WrongForm("a currency of ISO 4217 in three letters");
    }

    static CurrencyCode IIdentifier<CurrencyCode>.Trust(string normalised) => new(normalised);

    public static CurrencyCode Parse(string s) => Identifier.Parse<CurrencyCode>(s);

    static CurrencyCode IParsable<CurrencyCode>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<CurrencyCode>(s);

    static CurrencyCode ISpanParsable<CurrencyCode>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<CurrencyCode>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out CurrencyCode result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out CurrencyCode result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out CurrencyCode result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
