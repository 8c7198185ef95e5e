using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Entente.Protocol.Identifiers;

/// <summary>The machine readable zone of a travel document (ICAO Doc 9303): TD1 (three lines of 30), TD2 (two of 36), TD3 (two of 44).</summary>
/// <remarks>
/// Check digits weigh 7, 3, 1 over document number, birth date, expiry date and a composite; letters count A = 10 … Z = 35 and the filler 0, so A for 0
/// or K for A goes unseen. Names are transliterated and cut to fit: compare them as evidence, never as the whole name. Unknown parts of a birth
/// date are fillers. A TD1 number longer than nine characters runs on into the optional field, with a filler where its check digit would be.
/// </remarks>
public sealed record Mrz : IIdentifier<Mrz>
{
    private static readonly int[] Weights = [7, 3, 1];

    private readonly Layout layout;

    private Mrz(string text) => (Text, layout) = (text, LayoutOf(text.Split('\n'))!);

    public static IdentifierScheme Scheme => IdentifierScheme.Mrz;

    /// <summary>The lines, joined by a line feed.</summary>
    public string Text { get; }

    /// <summary>P for passports, I, A or C for cards, V for visas, with a second character of the issuer's choice.</summary>
    public string DocumentType => Trim(layout.Upper.AsSpan(0, 2));

    /// <summary>Issuing state in three letters, or D for Germany.</summary>
    public string Issuer => Trim(layout.Upper.AsSpan(2, 3));

    public string DocumentNumber => layout.Number;

    public string Surname => NamePart(0);

    /// <summary>Given names with one space between them; cut where they did not fit.</summary>
    public string GivenNames => NamePart(1);

    /// <summary>In three letters, or D for Germany.</summary>
    public string Nationality => Trim(layout.Nationality);

    /// <summary>Six characters <c>yyMMdd</c>, with fillers for what is not known.</summary>
    public string BirthDigits => layout.Birth;

    /// <summary>M, F, or X where it is not stated.</summary>
    public char Sex => layout.Sex == '<' ? 'X' : layout.Sex;

    /// <summary>The birth date, when it is wholly known; of the possible centuries the latest that is not after <paramref name="today"/>.</summary>
    public DateOnly? BirthOn(DateOnly today)
    {
        if (!int.TryParse(layout.Birth, NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
        {
            return null;
        }

        var (year, month, day) = ((today.Year / 100 * 100) + (digits / 10000), digits / 100 % 100, digits % 100);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        var birth = new DateOnly(year, month, day);
        return birth > today ? birth.AddYears(-100) : birth;
    }

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var lines = text.Length > 200 ? [] : text.ToString().ToUpperInvariant()
            .Split(['\r', '\n', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 1)
        {
            lines = lines[0].Length switch { 90 => Cut(lines[0], 30), 88 => Cut(lines[0], 44), 72 => Cut(lines[0], 36), _ => lines };
        }

        if (LayoutOf(lines) is not { } layout)
        {
            return new IdentifierVerdict.WrongForm("three lines of 30, two of 36 or two of 44 characters from A to Z, 0 to 9 and <");
        }

        var normal = string.Join('\n', lines);
        foreach (var (field, found) in layout.Checked)
        {
            var expected = CheckDigit(field);
            if (Identifier.Digit(found) != expected && !(found == '<' && expected == 0))
            {
                return new IdentifierVerdict.WrongCheckDigit(normal, expected.ToString(CultureInfo.InvariantCulture));
            }
        }

        return new IdentifierVerdict.Valid(normal);
    }

    /// <summary>The 7-3-1 check digit of a field.</summary>
    public static int CheckDigit(ReadOnlySpan<char> field)
    {
        var sum = 0;
        for (var i = 0; i < field.Length; i++)
        {
            var value = field[i] switch { '<' => 0, >= '0' and <= '9' and var d => d - '0', var letter => letter - 'A' + 10 };
            sum += value * Weights[i % 3];
        }

        return sum % 10;
    }

    static Mrz IIdentifier<Mrz>.Trust(string normalised) => new(normalised);

    public static Mrz Parse(string s) => Identifier.Parse<Mrz>(s);

    static Mrz IParsable<Mrz>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<Mrz>(s);

    static Mrz ISpanParsable<Mrz>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<Mrz>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out Mrz result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Mrz result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out Mrz result) =>
        Identifier.TryParse(s, out result);

    public bool Equals(Mrz? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    private string NamePart(int index) =>
        layout.Names.TrimEnd('<').Split("<<") is var parts && index < parts.Length ? parts[index].Replace('<', ' ').Trim() : "";

    private static string Trim(ReadOnlySpan<char> field) => field.TrimEnd('<').ToString();

    private static string[] Cut(string all, int width) => [.. all.Chunk(width).Select(line => new string(line))];

    private static Layout? LayoutOf(string[] lines)
    {
        if (lines.Any(line => line.Any(c => c != '<' && !char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c))))
        {
            return null;
        }

        return lines switch
        {
            [{ Length: 30 } first, { Length: 30 } second, { Length: 30 } third] => Card(first, second, third),
            [{ Length: 44 } first, { Length: 44 } second] => Booklet(first, second, composite: $"{second[..10]}{second[13..20]}{second[21..43]}", 43),
            [{ Length: 36 } first, { Length: 36 } second] => Booklet(first, second, composite: $"{second[..10]}{second[13..20]}{second[21..35]}", 35),
            _ => null,
        };
    }

    private static Layout Card(string first, string second, string third)
    {
        var rest = first[15..].TrimEnd('<');
        var overflows = first[14] == '<' && rest.Length > 1;
        var number = overflows ? first[5..14] + rest[..^1] : first[5..14];
        var numberDigit = overflows ? rest[^1] : first[14];
        return new(first, Trim(number), second[15..18], second[..6], second[7], third,
            [(number, numberDigit), (second[..6], second[6]), (second[8..14], second[14]), ($"{first[5..]}{second[..7]}{second[8..15]}{second[18..29]}", second[29])]);
    }

    private static Layout Booklet(string first, string second, string composite, int compositeAt)
    {
        var isVisa = first[0] == 'V';
        (string, char)[] digits = [(second[..9], second[9]), (second[13..19], second[19]), (second[21..27], second[27])];
        return new(first, Trim(second.AsSpan(0, 9)), second[10..13], second[13..19], second[20], first[5..],
            isVisa ? digits : [.. digits, (composite, second[compositeAt])]);
    }

    private sealed record Layout(
        string Upper, string Number, string Nationality, string Birth, char Sex, string Names, IReadOnlyList<(string Field, char Found)> Checked);
}
