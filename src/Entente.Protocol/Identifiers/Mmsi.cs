using System.Diagnostics.CodeAnalysis;

namespace Entente.Protocol.Identifiers;

/// <summary>A radio station at sea (ITU-R M.585): nine digits, of which three are the country's.</summary>
/// <remarks>
/// No check digit, and easily changed in the set by whoever wants to be another ship: compare it with the IMO number. Coast stations begin with 00,
/// groups with 0, search aircraft with 111, handhelds with 8, distress beacons with 970 to 974, craft of a mother ship with 98, marks with 99.
/// </remarks>
public sealed record Mmsi : IIdentifier<Mmsi>
{
    private Mmsi(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.Mmsi;

    public string Text { get; }

    /// <summary>The three digits that the ITU gave the country, or 97x for distress beacons.</summary>
    public string Administration => CountryDigits(Text);

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var number = Identifier.Compact(text);
        return number.Length == 9 && Identifier.AllDigits(number) && int.TryParse(CountryDigits(number), out var country) && (country is >= 201 and <= 775 || number[..2] == "97")
            ? new IdentifierVerdict.Valid(number)
            : new IdentifierVerdict.WrongForm("nine digits with the digits of a country, 201 to 775");
    }

    private static string CountryDigits(string number) => number switch
    {
        ['0', '0', ..] or ['9', '8', ..] or ['9', '9', ..] => number[2..5],
        ['0', ..] or ['8', ..] => number[1..4],
        ['1', '1', '1', ..] => number[3..6],
        _ => number[..3],
    };

    static Mmsi IIdentifier<Mmsi>.Trust(string normalised) => new(normalised);

    public static Mmsi Parse(string s) => Identifier.Parse<Mmsi>(s);

    static Mmsi IParsable<Mmsi>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<Mmsi>(s);

    static Mmsi ISpanParsable<Mmsi>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<Mmsi>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out Mmsi result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Mmsi result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out Mmsi result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
