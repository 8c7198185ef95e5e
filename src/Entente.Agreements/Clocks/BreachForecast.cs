namespace Entente.Agreements.Clocks;

public enum BreachRisk { None = 1, Low, High, Certain }

/// <summary>How likely a running deadline is to be missed, told from how long like cases took.</summary>
/// <param name="Risk">In a word.</param>
/// <param name="Share">Of like cases that took at least as long as this one has, how many took longer than it may; <see langword="null"/> where too few are known.</param>
/// <param name="Compared">How many cases that is told from.</param>
public sealed record BreachForecast(BreachRisk Risk, double? Share, int Compared)
{
    /// <summary>Fewer cases than that say nothing.</summary>
    public const int Fewest = 5;

    /// <summary>Half of the like cases missed it.</summary>
    private const double Likely = 0.5;

    // Where nothing is known of like cases, the last fifth of the time is a warning.
    private const double LastPart = 0.2;

    /// <param name="reading">The clock now.</param>
    /// <param name="history">How long like cases took, suspensions left out, in any order.</param>
    public static BreachForecast Of(ClockReading reading, IEnumerable<TimeSpan> history)
    {
        switch (reading.State)
        {
            case ClockState.Met:
                return new(BreachRisk.None, 0, 0);
            case ClockState.Overdue or ClockState.Late:
                return new(BreachRisk.Certain, 1, 0);
            default:
                break;
        }

        var spent = reading.AtUs + reading.AtPartner;
        TimeSpan[] alike = [.. history.Where(took => took >= spent)];
        if (alike.Length < Fewest)
        {
            var isLast = reading.Left < (spent + reading.Left) * LastPart;
            return new(isLast ? BreachRisk.High : BreachRisk.Low, null, alike.Length);
        }

        var share = alike.Count(took => took > spent + reading.Left) / (double)alike.Length;
        return new(share >= Likely ? BreachRisk.High : share > 0 ? BreachRisk.Low : BreachRisk.None, share, alike.Length);
    }
}
