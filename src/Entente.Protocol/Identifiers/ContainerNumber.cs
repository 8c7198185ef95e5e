using System.Diagnostics.CodeAnalysis;

namespace Entente.Protocol.Identifiers;

/// <summary>A freight container (ISO 6346): owner code, category, six digits, check digit; written <c>CSQU3054383</c>.</summary>
/// <remarks>
/// The check digit is a remainder modulo 11 in one digit: remainder 10 is written 0, so a slip that turns one of the two remainders
/// into the other goes unseen. The standard advises owners against numbers whose remainder is 10; they exist all the same. Digits painted in a box on the
/// container are the check digit, and are left out of many manifests: ten characters are of the wrong form, not silently completed.
/// </remarks>
public sealed record ContainerNumber : IIdentifier<ContainerNumber>
{
    private ContainerNumber(string text) => Text = text;

    public static IdentifierScheme Scheme => IdentifierScheme.ContainerNumber;

    public string Text { get; }

    /// <summary>Three letters registered with the Bureau International des Containers.</summary>
    public string OwnerCode => Text[..3];

    /// <summary>U for freight containers, J for detachable equipment, Z for trailers and chassis.</summary>
    public char Category => Text[3];

    /// <summary>Six digits that the owner chose.</summary>
    public string SerialNumber => Text[4..10];

    public static IdentifierVerdict Check(ReadOnlySpan<char> text)
    {
        var number = Identifier.Compact(text);
        if (number.Length != 11 || !Identifier.AllLetters(number.AsSpan(0, 4)) || number[3] is not ('U' or 'J' or 'Z') || !Identifier.AllDigits(number.AsSpan(4)))
        {
            return new IdentifierVerdict.WrongForm("four letters, of which the last is U, J or Z, and seven digits");
        }

        return Identifier.Judge(number, number.AsSpan(10), CheckDigit(number.AsSpan(0, 10)));
    }

    /// <summary>The digit that completes ten characters.</summary>
    public static int CheckDigit(ReadOnlySpan<char> ownerToSerial)
    {
        var sum = 0;
        for (var i = 0; i < 10; i++)
        {
            sum += Value(ownerToSerial[i]) << i;
        }

        return sum % 11 % 10;
    }

    /// <summary>Letters count from 10 upwards and skip the multiples of 11: A = 10, B = 12, L = 23, V = 34.</summary>
    private static int Value(char c) => char.IsAsciiDigit(c) ? Identifier.Digit(c) : c switch
    {
        'A' => 10,
        <= 'K' => c - 'B' + 12,
        <= 'U' => c - 'L' + 23,
        _ => c - 'V' + 34,
    };

    static ContainerNumber IIdentifier<ContainerNumber>.Trust(string normalised) => new(normalised);

    public static ContainerNumber Parse(string s) => Identifier.Parse<ContainerNumber>(s);

    static ContainerNumber IParsable<ContainerNumber>.Parse(string s, IFormatProvider? provider) => Identifier.Parse<ContainerNumber>(s);

    static ContainerNumber ISpanParsable<ContainerNumber>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Identifier.Parse<ContainerNumber>(s);

    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out ContainerNumber result) => Identifier.TryParse(s, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ContainerNumber result) =>
        Identifier.TryParse(s, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out ContainerNumber result) =>
        Identifier.TryParse(s, out result);

    public override string ToString() => Text;
}
