using Entente.Node.Federation.Delivery;
using Entente.Node.Platform;

namespace Entente.Node.Federation;

/// <summary>Slows what goes to a partner: of the messages that fall under a throttle at most so many begin in any hour; the others wait, and none is lost. Which fall under it says who makes it.</summary>
internal static class Throttle
{
    /// <param name="number">By which its maker names it.</param>
    /// <param name="endsAt">From when on it holds nothing; <see langword="null"/>: until it is lifted.</param>
    public static void Begin(Session session, long number, string partner, int perHour, DateTimeOffset? endsAt) => session.Execute(
        "INSERT INTO outbox_throttle (number, partner, per_hour, not_before, ends_at) VALUES (@number, @partner, @perHour, @Now, @endsAt)",
        new { number, partner, perHour, session.Now, endsAt });

    public static void End(Session session, long number)
    {
        session.Execute("DELETE FROM outbox_throttled WHERE throttle = @number", new { number });
        session.Execute("DELETE FROM outbox_throttle WHERE number = @number", new { number });
    }

    /// <summary>Puts a message that waits under a throttle.</summary>
    public static void Add(Session session, long number, long seq) =>
        session.Execute("INSERT INTO outbox_throttled (seq, throttle) VALUES (@seq, @number) ON CONFLICT (seq, throttle) DO NOTHING", new { seq, number });

    /// <summary>What waits under a throttle, and until when.</summary>
    public static ThrottledQueue QueueOf(Session session, long number, int perHour)
    {
        var waiting = session.Scalar<long>(
            "SELECT COUNT(*) FROM outbox_throttled x JOIN outbox o ON o.seq = x.seq WHERE x.throttle = @number AND x.passed_at IS NULL AND o.state IN ('Ready', 'Waiting')", new { number });
        var passed = Passed(session, number, perHour);
        return new(waiting, passed.Count, ThrottlePace.NotBefore(perHour, passed, session.Now), ThrottlePace.Through(perHour, passed, waiting, session.Now));
    }

    /// <summary>When a message that waits may begin at the earliest, for the throttles that it falls under; <see langword="null"/>: none holds it.</summary>
    public static DateTimeOffset? NotBefore(Session session, long seq) => session.Query<Row>(
        """
        SELECT t.number, t.per_hour, t.not_before FROM outbox_throttled x JOIN outbox_throttle t ON t.number = x.throttle
        WHERE x.seq = @seq AND x.passed_at IS NULL AND t.not_before > @Now AND t.not_before <= @hour AND (t.ends_at IS NULL OR t.ends_at > @Now)
        """,
        new { seq, session.Now, hour = session.Now + ThrottlePace.Period }).Select(one => (DateTimeOffset?)one.NotBefore).Max();

    /// <summary>Lets a message begin that is about to be sent, if no throttle over it has had its number; it then counts in each of them, once however often it is tried.</summary>
    internal static bool Admit(Session session, long seq)
    {
        var over = session.Query<Row>(
            """
            SELECT t.number, t.per_hour, t.not_before FROM outbox_throttled x JOIN outbox_throttle t ON t.number = x.throttle JOIN outbox o ON o.seq = x.seq
            WHERE x.seq = @seq AND x.passed_at IS NULL AND (t.ends_at IS NULL OR t.ends_at > @Now) AND o.state = 'Ready' AND o.leased_by IS NULL
            """,
            new { seq, session.Now });
        if (over.Exists(one => one.NotBefore > session.Now && one.NotBefore <= session.Now + ThrottlePace.Period))
        {
            return false;
        }

        foreach (var one in over)
        {
            session.Execute("UPDATE outbox_throttled SET passed_at = @Now WHERE seq = @seq AND throttle = @Number", new { session.Now, seq, one.Number });
            Reckon(session, one);
        }

        return true;
    }

    /// <summary>A message that never reached the partner has not gone: it waits for its turn again, and counts no more.</summary>
    internal static void Return(Session session, OutboxRow message)
    {
        if (!IsOver(session, message.Partner))
        {
            return;
        }

        foreach (var one in session.Query<Row>(
            "SELECT t.number, t.per_hour, t.not_before FROM outbox_throttled x JOIN outbox_throttle t ON t.number = x.throttle WHERE x.seq = @Seq AND x.passed_at IS NOT NULL", new { message.Seq }))
        {
            session.Execute("UPDATE outbox_throttled SET passed_at = NULL WHERE seq = @Seq AND throttle = @Number", new { message.Seq, one.Number });
            Reckon(session, one);
        }
    }

    /// <summary>Whether any throttle slows what goes to a partner.</summary>
    internal static bool IsOver(Session session, string partner) => session.Scalar<long>("SELECT COUNT(*) FROM outbox_throttle WHERE partner = @partner", new { partner }) > 0;

    private static void Reckon(Session session, Row throttle) => session.Execute(
        "UPDATE outbox_throttle SET not_before = @at WHERE number = @Number",
        new { at = ThrottlePace.NotBefore(throttle.PerHour, Passed(session, throttle.Number, throttle.PerHour), session.Now), throttle.Number });

    private static List<DateTimeOffset> Passed(Session session, long number, int perHour) => [.. session.Query<Beginning>(
        "SELECT passed_at FROM outbox_throttled WHERE throttle = @number AND passed_at > @since AND passed_at <= @Now ORDER BY passed_at DESC LIMIT @perHour",
        new { number, since = session.Now - ThrottlePace.Period, session.Now, perHour }).Select(one => one.PassedAt)];

    private sealed record Row
    {
        public long Number { get; init; }

        public int PerHour { get; init; }

        public DateTimeOffset NotBefore { get; init; }
    }

    private sealed record Beginning
    {
        public DateTimeOffset PassedAt { get; init; }
    }
}

/// <param name="Waiting">How many wait for their turn.</param>
/// <param name="Passed">How many went in the past hour.</param>
/// <param name="Next">When the next may go; not after now: at once.</param>
/// <param name="Through">When the last of those that wait may go.</param>
internal sealed record ThrottledQueue(long Waiting, int Passed, DateTimeOffset Next, DateTimeOffset Through);
