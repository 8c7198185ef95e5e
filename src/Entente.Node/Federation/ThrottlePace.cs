namespace Entente.Node.Federation;

/// <summary>When messages may go of which at most so many go in any hour. Counted is what began, not what was queued: time in which a partner was away is not made up for all at once.</summary>
internal static class ThrottlePace
{
    public static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>When the next one may go; not after now: at once.</summary>
    /// <param name="perHour">How many go in any hour.</param>
    /// <param name="passed">When those began that went, in any order. What lies ahead of now was written by a clock that went wrong, and counts for nothing.</param>
    public static DateTimeOffset NotBefore(int perHour, IEnumerable<DateTimeOffset> passed, DateTimeOffset now) => Slot(Recent(perHour, passed, now), perHour, 0, now);

    /// <summary>When the last of those that wait may go, if the partner is there all the while.</summary>
    public static DateTimeOffset Through(int perHour, IEnumerable<DateTimeOffset> passed, long waiting, DateTimeOffset now) => Slot(Recent(perHour, passed, now), perHour, Math.Max(waiting - 1, 0), now);

    private static List<DateTimeOffset> Recent(int perHour, IEnumerable<DateTimeOffset> passed, DateTimeOffset now) =>
        [.. passed.Where(at => at > now - Period && at <= now).Order().TakeLast(perHour)];

    // The first go at once where the past hour leaves room, the others each an hour after the one that is so many before.
    private static DateTimeOffset Slot(List<DateTimeOffset> recent, int perHour, long place, DateTimeOffset now)
    {
        var (room, inRound) = (perHour - recent.Count, (int)(place % perHour));
        return (inRound < room ? now : recent[inRound - room] + Period) + (place / perHour * Period);
    }
}
