using System.Globalization;

namespace Entente.Cli;

/// <summary>A length of time as people type it: <c>60s</c>, <c>5m</c>, <c>2h</c>.</summary>
internal static class Duration
{
    /// <exception cref="FormatException">The text is none.</exception>
    public static TimeSpan Parse(string text)
    {
        if (text.Length > 1 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > 0)
        {
            switch (text[^1])
            {
                case 's': return TimeSpan.FromSeconds(amount);
                case 'm': return TimeSpan.FromMinutes(amount);
                case 'h': return TimeSpan.FromHours(amount);
            }
        }

        throw new FormatException($"'{text}' is not a length of time; write for example 60s, 5m or 2h.");
    }
}
