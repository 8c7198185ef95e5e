using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Entente.Protocol.Identifiers;

/// <summary>A road vehicle (ISO 3779): 17 letters or digits without I, O and Q; written <c>1M8GDM9AXKP042788</c>.</summary>
/// <remarks>
/// The ninth character is a check digit only for the markets that require it: North America (1 to 5) and China (L). Elsewhere makers
/// fill it as they like, so it is judged for those markets only. Vehicles from before 1981 have shorter numbers of no common form.
/// </remarks>
public sealed record VehicleIdentification : IIdentifier<VehicleIdentification>
{
    private static readonly int[] Weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

    private VehicleIdentification(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.VehicleIdentification;

    public string Text { get; }

    /// <summary>Maker and country of making, as ISO 3780 assigns it.</summary>
    public string Maker => Text[..3];

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var number = Identifier.Compact(text, " -./*");
        if (number.Length != 17 || number.AsSpan().ContainsAny('I', 'O', 'Q'))
        {
            return new IdentifierVerdict.WrongForm("17 letters or digits without I, O and Q");
        }

        return number[0] is 'L' or (>= '1' and <= '5')
            ? Identifier.Judge(number, number.AsSpan(8, 1), CheckDigit(number))
            : new IdentifierVerdict.Valid(number);
    }

    /// <summary>The ninth character that 17 characters call for: 0 to 9 or X.</summary>
    public static string CheckDigit(ReadOnlySpan<char> number)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += Value(number[i]) * Weights[i];
        }

        return sum % 11 == 10 ? "X" : (sum % 11).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A to H are 1 to 8, J to R are 1 to 9, S to Z are 2 to 9; S begins at 2 because the columns are those of EBCDIC.</summary>
    private static int Value(char c) => c switch
    {
        <= '9' => Identifier.Digit(c),
        <= 'H' => c - 'A' + 1,
        <= 'R' => c - 'J' + 1,
        _ => c - 'S' + 2,
    };

    static VehicleIdentification IIdentifier<VehicleIdentification>.Trust(string normalised) => new(normalised);

    public static VehicleIdentification Parse(string s) => Identifier.Parse<VehicleIdentification>(s);

    static VehicleIdentification IParsable<VehicleIdentification>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<VehicleIdentification>(s);

    static VehicleIdentification ISpanParsable<VehicleIdentification>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<VehicleIdentification>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out VehicleIdentification result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out VehicleIdentification result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out VehicleIdentification result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
