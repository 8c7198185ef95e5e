namespace Entente.Node.Federation.Delivery;

/// <summary>How long to wait before the next attempt: 1, 2, 4 … seconds, at most five minutes, shortened by chance so that a crowd does not come at once.</summary>
internal static class Backoff
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <param name="failures">How many attempts have failed, at least one.</param>
    /// <param name="chance">Between 0 and 1, drawn by the caller; it takes away up to half.</param>
    public static TimeSpan After(int failures, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var whole = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(failures - 1, 20)), Longest.TotalSeconds));
        return whole * (1 - (chance / 2));
    }
}
