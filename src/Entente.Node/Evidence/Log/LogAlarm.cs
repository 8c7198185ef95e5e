using Entente.Node.Platform;

namespace Entente.Node.Evidence.Log;

/// <summary>What can be wrong with the log of a partner.</summary>
internal enum LogAlarmKind
{
    /// <summary>It has signed two different trees. This never ends: what it signed stays signed.</summary>
    Fork = 1,

    /// <summary>It shows a smaller tree than it had.</summary>
    Rollback,

    /// <summary>It could not be read, or not verified, for a minute.</summary>
    Stale,

    /// <summary>It has not an entry that a message of the partner names.</summary>
    Missing,

    /// <summary>An entry or tile of it, or with the own log also a record, is not what was signed, or not there any more.</summary>
    Damaged,
}

/// <summary>Something that was found with the log of a partner, or with the own one.</summary>
internal sealed record LogAlarm
{
    /// <summary>In place of a partner: this node.</summary>
    public const string Own = "";

    public required long Seq { get; init; }

    public required string Partner { get; init; }

    public required string Origin { get; init; }

    public required LogAlarmKind Kind { get; init; }

    public required string Detail { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Those about logs of partners and about the own one.</summary>
    public static List<LogAlarm> Open(Session session) =>
        session.Query<LogAlarm>("SELECT seq, partner, origin, kind, detail, raised_at, ended_at FROM log_alarm WHERE ended_at IS NULL ORDER BY seq");

    public static List<LogAlarm> OfOwn(Session session) => Open(session).FindAll(static alarm => alarm.Partner == Own);

    /// <summary>Puts an alarm down, and on record, unless the same one is open.</summary>
    /// <param name="evidence">The checkpoint that cannot be so.</param>
    /// <returns>Whether it is a new one.</returns>
    public static bool Raise(Session session, string partner, string origin, LogAlarmKind kind, string detail, string? evidence)
    {
        if (session.Scalar<long>("SELECT COUNT(*) FROM log_alarm WHERE partner = @partner AND origin = @origin AND kind = @kind AND ended_at IS NULL", new { partner, origin, kind = kind.ToString() }) > 0)
        {
            return false;
        }

        session.Execute(
            "INSERT INTO log_alarm (seq, partner, origin, kind, detail, evidence, raised_at) VALUES (@seq, @partner, @origin, @kind, @detail, @evidence, @Now)",
            new { seq = session.Next("SELECT MAX(seq) FROM log_alarm"), partner, origin, kind = kind.ToString(), detail, evidence, session.Now });
        RecordBook.Append(
            session, Actor.Node("witness"), partner == Own ? EvidenceActs.DamageFound : EvidenceActs.AlarmRaised, "log", origin, JsonDetail.Of(("partner", partner == Own ? null : partner), ("kind", kind.ToString()), ("detail", detail)));
        return true;
    }

    /// <summary>Ends what has come right again: a log that could not be read can be read, one that was rolled back has caught up, what was missing is there, what was damaged is repaired.</summary>
    public static void End(Session session, string partner, string origin, LogAlarmKind kind)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)kind, (int)LogAlarmKind.Fork, nameof(kind));
        if (session.Execute(
            "UPDATE log_alarm SET ended_at = @Now WHERE partner = @partner AND origin = @origin AND kind = @kind AND ended_at IS NULL", new { session.Now, partner, origin, kind = kind.ToString() }) > 0)
        {
            RecordBook.Append(session, Actor.Node("witness"), partner == Own ? EvidenceActs.DamageRepaired : EvidenceActs.AlarmEnded, "log", origin, JsonDetail.Of(("partner", partner == Own ? null : partner), ("kind", kind.ToString())));
        }
    }
}
