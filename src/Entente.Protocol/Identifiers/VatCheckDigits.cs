using System.Globalization;

namespace Entente.Protocol.Identifiers;

/// <summary>The national check digit algorithms of VAT numbers that are public. A country without one here is judged by form alone.</summary>
internal static class VatCheckDigits
{
    /// <param name="number">A number of the right form, with its prefix.</param>
    public static IdentifierVerdict Judge(string number)
    {
        var digits = number.AsSpan(2);
        return number[..2] switch
        {
            "AT" => Identifier.Judge(number, digits[8..], (16 + Identifier.Luhn(digits[1..7]) - Identifier.Digit(digits[7])) % 10),
            "BE" => Identifier.Judge(number, digits[8..], 97 - (int)(Number(digits[..8]) % 97), width: 2),
            "DE" => Identifier.Judge(number, digits[8..], Iso7064Mod11And10(digits[..8])),
            "DK" => Identifier.Judge(number, digits[7..], Complement11(Identifier.WeightedSum(digits, 2, 7, 6, 5, 4, 3, 2))),
            "ES" => JudgeSpain(number),
            "FI" => Identifier.Judge(number, digits[7..], Complement11(Identifier.WeightedSum(digits, 7, 9, 10, 5, 8, 4, 2))),
            "FR" => JudgeFrance(number),
            "GB" or "XI" => JudgeBritain(number),
            "HR" => Identifier.Judge(number, digits[10..], Iso7064Mod11And10(digits[..10])),
            "IT" => Identifier.Judge(number, digits[10..], Identifier.Luhn(digits[..10])),
            "LU" => Identifier.Judge(number, digits[6..], (int)(Number(digits[..6]) % 89), width: 2),
            "NL" => JudgeNetherlands(number),
            "NO" => Identifier.Judge(number, digits[8..9], Complement11(Identifier.WeightedSum(digits, 3, 2, 7, 6, 5, 4, 3, 2))),
            "CH" => Identifier.Judge(number, digits[9..10], Complement11(Identifier.WeightedSum(digits[1..], 5, 4, 3, 2, 7, 6, 5, 4))),
            "PL" => Identifier.Judge(number, digits[9..], Identifier.WeightedSum(digits, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 is var rest and < 10 ? rest : -1),
            "PT" => Identifier.Judge(number, digits[8..], Identifier.WeightedSum(digits, 9, 8, 7, 6, 5, 4, 3, 2) % 11 is var rest and > 1 ? 11 - rest : 0),
            "SE" => Identifier.Judge(number, digits[9..10], Identifier.Luhn(digits[..9])),
            "SI" => Identifier.Judge(number, digits[7..], (11 - (Identifier.WeightedSum(digits, 8, 7, 6, 5, 4, 3, 2) % 11)) % 10),
            _ => new IdentifierVerdict.Valid(number),
        };
    }

    /// <summary>New-style keys with letters (<c>FR83404833048</c> is old style) have no published algorithm. Monaco's numbers are French ones.</summary>
    private static IdentifierVerdict JudgeFrance(string number) => Identifier.AllDigits(number.AsSpan(2, 2))
        ? Identifier.Judge(number, number.AsSpan(2, 2), (12 + (3 * (int)(Number(number.AsSpan(4)) % 97))) % 97, width: 2)
        : new IdentifierVerdict.Valid(number);

    /// <summary>Since 2010 numbers are also issued with 55 subtracted. Government departments (GD) and health authorities (HA) have no check digit.</summary>
    private static IdentifierVerdict JudgeBritain(string number)
    {
        if (!char.IsAsciiDigit(number[2]))
        {
            return new IdentifierVerdict.Valid(number);
        }

        var rest = Identifier.WeightedSum(number.AsSpan(2), 8, 7, 6, 5, 4, 3, 2) % 97;
        var found = (int)Number(number.AsSpan(9, 2));
        return (rest + found) % 97 == 0 || (rest + found + 55) % 97 == 0
            ? new IdentifierVerdict.Valid(number)
            : Identifier.Judge(number, number.AsSpan(9, 2), 97 - rest, width: 2);
    }

    /// <summary>Companies keep the modulo 11 digit before the B; sole traders have had random numbers since 2020 whose whole, prefix included, is 1 modulo 97.</summary>
    private static IdentifierVerdict JudgeNetherlands(string number) => Identifier.Mod97(number) == 1
        ? new IdentifierVerdict.Valid(number)
        : Identifier.Judge(number, number.AsSpan(10, 1), Identifier.WeightedSum(number.AsSpan(2), 9, 8, 7, 6, 5, 4, 3, 2) % 11 is var rest and < 10 ? rest : -1);

    /// <summary>Persons carry a letter modulo 23, foreigners too with X, Y, Z for 0, 1, 2; companies a digit or, some kinds, the letter for it.</summary>
    private static IdentifierVerdict JudgeSpain(string number)
    {
        const string PersonLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
        var first = number[2];
        if (char.IsAsciiDigit(first) || first is 'X' or 'Y' or 'Z' or 'K' or 'L' or 'M')
        {
            var value = first switch { 'Y' => 10_000_000, 'Z' => 20_000_000, _ when char.IsAsciiDigit(first) => Identifier.Digit(first) * 10_000_000, _ => 0 };
            return Identifier.Judge(number, number.AsSpan(10), PersonLetters[(int)((value + Number(number.AsSpan(3, 7))) % 23)].ToString());
        }

        var digit = Identifier.Luhn(number.AsSpan(3, 7));
        return Identifier.Judge(number, number.AsSpan(10), char.IsAsciiLetter(number[10]) ? "JABCDEFGHI"[digit].ToString() : digit.ToString(CultureInfo.InvariantCulture));
    }

    private static int Iso7064Mod11And10(ReadOnlySpan<char> digits)
    {
        var product = 10;
        foreach (var c in digits)
        {
            var sum = (product + Identifier.Digit(c)) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }

        return (11 - product) % 10;
    }

    /// <summary>Modulo 11 where the remainder 1 would need the digit 10: such numbers are not issued.</summary>
    private static int Complement11(int sum) => (sum % 11) switch { 0 => 0, 1 => -1, var rest => 11 - rest };

    private static long Number(ReadOnlySpan<char> digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
