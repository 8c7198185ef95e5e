using System.Collections.Frozen;
using Entente.Protocol.Identifiers;

namespace Entente.TradeData.Values;

/// <summary>The code lists that are checked while reading.</summary>
internal static class CodeLists
{
    /// <summary>ISO 3166-1, and the codes that customs use beside it: EU, Ceuta XC, Kosovo XK, Melilla XL, Northern Ireland XI, Serbia XS, stores and unknown Qx.</summary>
    private static readonly FrozenSet<string> Countries = CountryCode.Official.Select(country => country.Text)
        .Concat(["EU", "XC", "XI", "XK", "XL", "XS", "XZ", "QP", "QQ", "QR", "QS", "QU", "QV", "QW", "QX", "QY", "QZ"])
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Currencies = Protocol.Reference.Currencies.All.Select(currency => currency.Code).ToFrozenSet(StringComparer.Ordinal);

    public static bool IsCountry(string code) => Countries.Contains(code);

    public static bool IsCurrency(string code) => Currencies.Contains(code) || CurrencyCode.TryParse(code, out _);

    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
