using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Entente.Protocol.Identifiers;

/// <summary>What all schemes share: reading through <c>Check</c>, and removing what people write between the characters.</summary>
internal static class Identifier
{
    /// <summary>No scheme has longer numbers than three lines of a travel document; longer input is refused unread.</summary>
    private const int Longest = 200;

    public static T Parse<T>(ReadOnlySpan<char> text)
        where T : class, IIdentifier<T> =>
        T.Check(text) switch
        {
            IdentifierVerdict.Valid valid => T.Trust(valid.Text),
            var wrong => throw new FormatException(wrong.ToFault()!.Detail),
        };

    public static bool TryParse<T>(ReadOnlySpan<char> text, [NotNullWhen(true)] out T? value)
        where T : class, IIdentifier<T>
    {
        value = T.Check(text) is IdentifierVerdict.Valid valid ? T.Trust(valid.Text) : null;
        return value is not null;
    }

    /// <summary>Upper case ASCII letters and digits only; full-width and other decimal digits become ASCII. Empty when anything else is left.</summary>
    public static string Compact(ReadOnlySpan<char> text, string separators = " -./")
    {
        if (text.Length > Longest)
        {
            return "";
        }

        Span<char> kept = stackalloc char[text.Length];
        var length = 0;
        foreach (var written in text)
        {
            var c = written is >= '\uFF01' and <= '\uFF5E' ? (char)(written - 0xFEE0) : written;
            if (char.IsDigit(c))
            {
                kept[length++] = (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c));
            }
            else if (char.IsAsciiLetter(c))
            {
                kept[length++] = char.ToUpperInvariant(c);
            }
            else if (!separators.Contains(c) && c is not ('\u00A0' or '\u2010' or '\u2011' or '\u2013' or '\u202F'))
            {
                return "";
            }
        }

        return new(kept[..length]);
    }

    public static bool AllDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    public static bool AllLetters(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('A', 'Z');

    public static int Digit(char c) => c - '0';

    /// <summary>ISO 7064: digits as they are, A = 10 … Z = 35, the whole read as one number modulo 97.</summary>
    public static int Mod97(ReadOnlySpan<char> text, int start = 0)
    {
        var rest = start;
        foreach (var c in text)
        {
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + Digit(c)) % 97 : ((rest * 100) + (c - 'A' + 10)) % 97;
        }

        return rest;
    }

    public static int WeightedSum(ReadOnlySpan<char> digits, params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += Digit(digits[i]) * weights[i];
        }

        return sum;
    }

    /// <summary>The Luhn check digit (ISO/IEC 7812-1) of the digits before it.</summary>
    public static int Luhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var doubled = Digit(digits[^(i + 1)]) * (i % 2 == 0 ? 2 : 1);
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return (10 - (sum % 10)) % 10;
    }

    /// <summary>Compares the found check characters with the computed ones; a negative number means that none would do.</summary>
    public static IdentifierVerdict Judge(string text, ReadOnlySpan<char> found, int expected, int width = 1) =>
        Judge(text, found, expected < 0 ? "" : expected.ToString($"D{width}", CultureInfo.InvariantCulture));

    public static IdentifierVerdict Judge(string text, ReadOnlySpan<char> found, string expected) =>
        found.SequenceEqual(expected) ? new IdentifierVerdict.Valid(text) : new IdentifierVerdict.WrongCheckDigit(text, expected);
}
