using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Entente.Agreements;

public enum PeriodUnit { Hours = 1, Days, WorkingDays }

/// <summary>How long a party has for something: <c>8 hours</c>, <c>90 days</c>, <c>5 workingDays</c>.</summary>
public readonly record struct Period(int Count, PeriodUnit Unit)
{
    public const int Longest = 9_999;

    /// <summary>The shortest time it can be: a working day is at least a day.</summary>
    public TimeSpan AtLeast => Unit == PeriodUnit.Hours ? TimeSpan.FromHours(Count) : TimeSpan.FromDays(Count);

    public static bool TryParse(string text, out Period period)
    {
        period = default;
        if (text.Split(' ') is not [var count, var unit] || !Digits.TryRead(count, Longest, out var number) || !Words.TryParse<PeriodUnit>(unit, out var word))
        {
            return false;
        }

        period = new(number, word);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} {Words.Of(Unit)}");
}

/// <summary>How long information is kept: <c>P3Y</c>, <c>P6M</c> or <c>P90D</c>, of ISO 8601 with one unit.</summary>
public sealed record Retention
{
    // Whether one retention is longer than another is told from one day on: P1Y is P365D, and shorter than P366D.
    private static readonly DateOnly reference = new(2001, 1, 1);

    private Retention(int count, char unit) => (Count, Unit) = (count, unit);

    public int Count { get; }

    /// <summary><c>Y</c>, <c>M</c> or <c>D</c>.</summary>
    public char Unit { get; }

    /// <summary>The last day on which what was received on a day may be kept. A year after 29 February ends on 28 February.</summary>
    public DateOnly LastDay(DateOnly received) => Unit switch
    {
        'Y' => received.AddYears(Count),
        'M' => received.AddMonths(Count),
        _ => received.AddDays(Count),
    };

    public bool IsLongerThan(Retention other) => LastDay(reference) > other.LastDay(reference);

    public static Retention? Shorter(Retention? one, Retention? other) =>
        one is null ? other : other is null || other.IsLongerThan(one) ? one : other;

    public static bool TryParse(string text, [NotNullWhen(true)] out Retention? retention)
    {
        retention = null;
        if (text is not ['P', .. var count, 'Y' or 'M' or 'D'] || !Digits.TryRead(count, text[^1] switch { 'Y' => 100, 'M' => 1_200, _ => 36_500 }, out var number))
        {
            return false;
        }

        retention = new(number, text[^1]);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"P{Count}{Unit}");
}

internal static class Digits
{
    /// <summary>A whole number from 1, without sign, space or leading zero.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int most, out int number)
    {
        number = 0;
        return text.Length is > 0 and < 10 && text[0] != '0' && text.IndexOfAnyExceptInRange('0', '9') < 0
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;
    }
}
