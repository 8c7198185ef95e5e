namespace Entente.Screening;

/// <summary>A run of numbers that are alike but for the digits that count them: <c>AB120000</c> to <c>AB129999</c>, <c>L00000001A</c> to <c>L00000640A</c>.</summary>
public static class NumberRun
{
    /// <summary>Whether both are numbers of one run, the first before the last. Spaces, marks and case do not count.</summary>
    public static bool IsRun(string first, string last) =>
        Split(IdentifierRules.Compact(first)) is { } from && Split(IdentifierRules.Compact(last)) is { } to
        && from.Shape == to.Shape && string.CompareOrdinal(from.Digits, to.Digits) < 0;

    /// <summary>
    /// What all numbers of a run have in common, and the digits by which they differ: the last digits that the number has. No shape is equal to a number, since
    /// those have letters and digits only.
    /// </summary>
    internal static (string Shape, string Digits)? Split(string key)
    {
        var end = key.Length;
        while (end > 0 && !char.IsAsciiDigit(key[end - 1]))
        {
            end--;
        }

        var start = end;
        while (start > 0 && char.IsAsciiDigit(key[start - 1]))
        {
            start--;
        }

        return start == end ? null : ($"{key[..start]}{new string('#', end - start)}{key[end..]}", key[start..end]);
    }

    /// <summary>Whether a number, as it is compared, is one of the run.</summary>
    internal static bool Holds(SubjectIdentifier run, string key) =>
        run.Last is { } last && Split(key) is { } number && Split(IdentifierRules.Compact(run.Value)) is { } from && Split(IdentifierRules.Compact(last)) is { } to
        && number.Shape == from.Shape && from.Shape == to.Shape
        && string.CompareOrdinal(from.Digits, number.Digits) <= 0 && string.CompareOrdinal(number.Digits, to.Digits) <= 0;
}
