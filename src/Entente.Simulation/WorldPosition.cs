using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Entente.Simulation;

/// <summary>How far the world has been told: the day, and how many events of it. Written <c>2026-09-01+1234</c>.</summary>
/// <param name="Day">The day in UTC.</param>
/// <param name="Index">Events of that day that were already told.</param>
public readonly record struct WorldPosition(DateOnly Day, int Index) : IParsable<WorldPosition>
{
    public static WorldPosition Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var position) ? position : throw new FormatException($"'{s}' is not a day and a number, such as 2026-09-01+1234.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out WorldPosition result)
    {
        result = default;
        if (s?.Split('+') is [var day, var index]
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            result = new WorldPosition(date, count);
            return true;
        }

        return false;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}+{Index}");
}
