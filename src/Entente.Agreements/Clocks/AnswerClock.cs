namespace Entente.Agreements.Clocks;

/// <summary>The deadline of a question about an alert (supplementary information): hours that run through, at most <see cref="InstrumentDeadlines.Answer"/>.</summary>
public static class AnswerClock
{
    /// <param name="askedByUs">Whether the answer is the partner's to give.</param>
    /// <param name="askedAt">When it was asked, or arrived.</param>
    /// <param name="answerBy">When the answer is due.</param>
    /// <param name="answeredAt"><see langword="null"/>: not yet.</param>
    /// <param name="stops">When the exchange stood still.</param>
    public static DeadlineClock Of(bool askedByUs, DateTimeOffset askedAt, DateTimeOffset answerBy, DateTimeOffset? answeredAt, IEnumerable<Standstill> stops) =>
        DeadlineClock.Through(askedAt, answerBy - askedAt, askedByUs ? Turn.Partner : Turn.Us, [.. EventsOf(askedAt, answeredAt, Standstill.Merged(stops))]);

    private static IEnumerable<ClockEvent> EventsOf(DateTimeOffset askedAt, DateTimeOffset? answeredAt, IReadOnlyList<Standstill> stops)
    {
        // Of what stood still already when it was asked, only the rest counts.
        foreach (var (from, until, reason) in stops.Where(stop => !(stop.Until <= askedAt) && !(stop.From >= answeredAt)))
        {
            yield return new ClockEvent.Suspended(from > askedAt ? from : askedAt, reason);
            if ((until < answeredAt ? until : answeredAt ?? until) is { } over)
            {
                yield return new ClockEvent.Resumed(over);
            }
        }

        if (answeredAt is { } done)
        {
            yield return new ClockEvent.Done(done);
        }
    }
}
