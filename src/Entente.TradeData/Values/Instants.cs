using System.Globalization;

namespace Entente.TradeData.Values;

/// <summary>Dates and times in the forms that trade documents use: EDIFACT code list 2379 and ISO 8601.</summary>
internal static class Instants
{
    private static readonly string[] Compact =
        ["yyyyMMdd", "yyyyMMddHHmm", "yyyyMMddHHmmss", "yyyyMMddHHmmsszz", "yyyyMMddHHmmzz", "yyyyMMddHHmmsszzz", "yyyyMMddHHmmzzz", "yyMMdd", "yyMMddHHmm"];

    private static readonly string[] Iso =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
        "yyyy-MM-ddTHH:mmzzz", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddzzz",
    ];

    /// <param name="format">A code of list 2379 (<c>102</c>, <c>203</c>, <c>304</c>), or <see langword="null"/> to go by the value's form.</param>
    /// <param name="zoned">Whether the value names its zone; a day alone counts as zoned, since it has no time to shift.</param>
    public static bool TryParse(string text, string? format, out DateTimeOffset instant, out bool zoned)
    {
        var forms = format switch
        {
            "101" => ["yyMMdd"],
            "102" => ["yyyyMMdd"],
            "201" => ["yyMMddHHmm"],
            "203" => ["yyyyMMddHHmm"],
            "204" => ["yyyyMMddHHmmss"],
            "205" or "303" => ["yyyyMMddHHmmzz", "yyyyMMddHHmmzzz"],
            "208" or "304" => ["yyyyMMddHHmmsszz", "yyyyMMddHHmmsszzz", "yyyyMMddHHmmss"],
            _ => text.Contains('-', StringComparison.Ordinal) && text.Length > 4 && text[4] == '-' ? Iso : Compact,
        };

        var value = text.EndsWith('Z') ? text[..^1] + (text.Contains('T', StringComparison.Ordinal) ? "+00:00" : "+00") : text;
        zoned = value.Length is 6 or 8 or 10 && !value.Contains('T', StringComparison.Ordinal) && (value.Length != 10 || value[4] == '-')
            || value.LastIndexOfAny(['+', '-']) is var sign and > 7 && (value[sign] == '+' || value.Length - sign is 3 or 5 or 6 && sign > 9);
        return DateTimeOffset.TryParseExact(value, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }
}
