using Entente.Agreements;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>Judges whether what was declared is what the alert looks for. A later judgement supersedes an earlier one; both stay on record.</summary>
internal static class JudgeHit
{
    /// <param name="Verdict">True, false or undecided; <see cref="HitState.Open"/> takes the last judgement back.</param>
    /// <param name="Reason">Why. Mandatory: it is what a court, an auditor and the next officer read.</param>
    /// <param name="Seen">How many judgements the officer saw; another in the meantime is a conflict.</param>
    public sealed record Command(HitState Verdict, string Reason, long Seen)
    {
        /// <summary>Whether the other open hits of the pair are judged alike. A false judgement always is of the pair.</summary>
        public bool Pair { get; init; }

        /// <summary>That the officer has read the restrictions of an alert under H3 and keeps to them.</summary>
        public bool Heeded { get; init; }
    }

    public static Fault? Decide(Command command, HitRow? hit, long judgements, string officer, DateTimeOffset now) => hit switch
    {
        null => new(FaultCode.NotFound, ""),
        _ when !Enum.IsDefined(command.Verdict) => new(FaultCode.Malformed, "There is no such verdict.", "$.verdict"),
        _ when string.IsNullOrWhiteSpace(command.Reason) => new(FaultCode.HitReason, "Say what decided you.", "$.reason"),
        _ when command.Reason.Length > 2_000 => new(FaultCode.HitReason, "At most 2000 characters.", "$.reason"),
        _ when command.Seen != judgements => new(FaultCode.Conflict, "It was judged while you looked at it."),
        _ when hit.IsTakenByOther(officer, now) => new(FaultCode.HitTaken, $"Until {hit.ClaimedUntil:HH:mm} UTC."),
        _ when !command.Heeded && IsRestricted(hit) => new(FaultCode.AgreementUse, "Its owner restricts its use in words; read them, and say that you keep to them.", "$.heeded"),
        _ when command.Verdict == HitState.Open && hit.State == HitState.Open => new(FaultCode.Conflict, "There is no judgement to take back."),
        _ => null,
    };

    /// <summary>Whether the alert is of a partner that restricts its use in words (H3).</summary>
    public static bool IsRestricted(HitRow hit) => hit.Law is not null && hit.AlertThen.Handling == HandlingCode.H3;

    /// <returns>Why it is refused, or <see langword="null"/> when it is done.</returns>
    public static Fault? Execute(Session session, PartnerPost post, Actor actor, HitId id, Command command)
    {
        var hit = HitRow.Find(session, id, actor.AuthorityId);
        var judgements = hit is null ? 0 : session.Scalar<long>("SELECT COUNT(*) FROM hit_judgement WHERE hit_number = @Number", new { hit.Number });
        if ((Decide(command, hit, judgements, actor.Officer, session.Now) ?? ForeignLaw.RefuseWork(session, actor, hit, PermittedAction.Control)) is { } fault)
        {
            return fault;
        }

        Store(session, post, actor, hit!, command.Verdict, command.Reason, alongWith: null);
        session.Execute("DELETE FROM false_match WHERE subject_hash = @SubjectHash AND alert_number = @AlertNumber", new { hit!.SubjectHash, hit.AlertNumber });
        if (command.Verdict == HitState.False)
        {
            session.Execute(
                "INSERT INTO false_match (subject_hash, alert_number, alert_hash, hit_number, suppressed) VALUES (@SubjectHash, @AlertNumber, @AlertHash, @Number, 0)",
                new { hit.SubjectHash, hit.AlertNumber, hit.AlertHash, hit.Number });
        }

        if (hit.State != command.Verdict)
        {
            ReopenSamePair(session, post, actor, hit, command.Reason);
        }

        if (command.Verdict == HitState.False || (command.Pair && command.Verdict != HitState.Open))
        {
            SettleSamePair(session, post, actor, hit, command.Verdict, command.Reason);
        }

        return null;
    }

    /// <summary>The pair is judged, not the one declaration: what waits of it elsewhere in the queue is settled with it.</summary>
    private static void SettleSamePair(Session session, PartnerPost post, Actor actor, HitRow hit, HitState verdict, string reason)
    {
        foreach (var same in session.Query<HitRow>(
            """
            SELECT * FROM hit WHERE alert_number = @AlertNumber AND subject_hash = @SubjectHash AND alert_hash = @AlertHash AND state = 'Open' AND number <> @Number
                AND (claimed_by IS NULL OR claimed_by = @Officer OR claimed_until <= @Now)
            """,
            new { hit.AlertNumber, hit.SubjectHash, hit.AlertHash, hit.Number, actor.Officer, session.Now }))
        {
            Store(session, post, actor, same, verdict, reason, alongWith: hit);
        }
    }

    /// <summary>What was settled with this hit waits again once the judgement no longer stands; what was reported since has a judgement of its own.</summary>
    private static void ReopenSamePair(Session session, PartnerPost post, Actor actor, HitRow hit, string reason)
    {
        foreach (var same in session.Query<HitRow>(
            """
            SELECT h.* FROM hit h JOIN hit_judgement j ON j.hit_number = h.number
            WHERE h.alert_number = @AlertNumber AND h.state <> 'Open' AND h.reported = 0 AND j.along_with = @Number
                AND j.ordinal = (SELECT MAX(ordinal) FROM hit_judgement WHERE hit_number = h.number)
            """,
            new { hit.AlertNumber, hit.Number }))
        {
            Store(session, post, actor, same, HitState.Open, reason, alongWith: hit);
        }
    }

    private static void Store(Session session, PartnerPost post, Actor actor, HitRow hit, HitState verdict, string reason, HitRow? alongWith)
    {
        var record = RecordBook.Append(session, actor, AlertActs.HitJudged, "hit", hit.Id, JsonDetail.Of(
            ("verdict", verdict.ToString()), ("reason", reason), ("before", hit.State.ToString()), ("alert", hit.AlertId), ("alongWith", alongWith?.Id)));
        session.Execute(
            """
            INSERT INTO hit_judgement (hit_number, ordinal, verdict, reason, officer, authority_id, at, record_seq, along_with)
            SELECT @Number, COALESCE(MAX(ordinal), 0) + 1, @verdict, @reason, @Officer, @AuthorityId, @at, @record, @along FROM hit_judgement WHERE hit_number = @Number
            """,
            new { hit.Number, verdict = verdict.ToString(), reason, actor.Officer, actor.AuthorityId, at = session.Now, record, along = alongWith?.Number });
        session.Execute(
            "UPDATE hit SET state = @verdict, changed = @record, judged_at = @at, claimed_by = NULL, claimed_until = NULL WHERE number = @Number",
            new { verdict = verdict.ToString(), record, at = verdict == HitState.Open ? (DateTimeOffset?)null : session.Now, hit.Number });
        if (hit.State == HitState.Open && verdict != HitState.Open)
        {
            HitPairs.Closed(session, hit.AlertNumber, hit.SubjectHash, hit.AlertHash);
        }
        else if (hit.State != HitState.Open && verdict == HitState.Open)
        {
            HitPairs.Opened(session, hit.Number, hit.Action.Directive);
        }

        TellOwner.Judged(session, post, actor, hit, session.Scalar<long>("SELECT MAX(ordinal) FROM hit_judgement WHERE hit_number = @Number", new { hit.Number }), verdict);
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> PostAsync(HitId id, HttpContext http, Database database, PartnerPost post, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AlertsJson.Default.JudgeHitCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var actor = http.Actor;
        return await database.WriteAsync(session => Execute(session, post, actor, id, command), cancellation) is { } fault ? fault.ToProblem() : TypedResults.NoContent();
    }
}
