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
    public sealed record Command(HitState Verdict, string Reason, long Seen);

    public static Fault? Decide(Command command, HitRow? hit, long judgements, string officer, DateTimeOffset now) => hit switch
    {
        null => new(FaultCode.NotFound, ""),
        _ when !Enum.IsDefined(command.Verdict) => new(FaultCode.Malformed, "There is no such verdict.", "$.verdict"),
        _ when string.IsNullOrWhiteSpace(command.Reason) => new(FaultCode.HitReason, "Say what decided you.", "$.reason"),
        _ when command.Reason.Length > 2_000 => new(FaultCode.HitReason, "At most 2000 characters.", "$.reason"),
        _ when command.Seen != judgements => new(FaultCode.Conflict, "It was judged while you looked at it."),
        _ when hit.IsTakenByOther(officer, now) => new(FaultCode.HitTaken, $"Until {hit.ClaimedUntil:HH:mm} UTC."),
        _ when command.Verdict == HitState.Open && hit.State == HitState.Open => new(FaultCode.Conflict, "There is no judgement to take back."),
        _ => null,
    };

    /// <returns>Why it is refused, or <see langword="null"/> when it is done.</returns>
    public static Fault? Execute(Session session, Actor actor, HitId id, Command command)
    {
        var hit = HitRow.Find(session, id, actor.AuthorityId);
        var judgements = hit is null ? 0 : session.Scalar<long>("SELECT COUNT(*) FROM hit_judgement WHERE hit_number = @Number", new { hit.Number });
        if (Decide(command, hit, judgements, actor.Officer, session.Now) is { } fault)
        {
            return fault;
        }

        var verdict = command.Verdict.ToString();
        var record = RecordBook.Append(session, actor, AlertActs.HitJudged, "hit", hit!.Id, JsonDetail.Of(
            ("verdict", verdict), ("reason", command.Reason), ("before", hit.State.ToString()), ("alert", hit.AlertId)));
        session.Execute(
            """
            INSERT INTO hit_judgement (hit_number, ordinal, verdict, reason, officer, authority_id, at, record_seq)
            VALUES (@Number, @ordinal, @verdict, @Reason, @Officer, @AuthorityId, @at, @record)
            """,
            new { hit.Number, ordinal = judgements + 1, verdict, command.Reason, actor.Officer, actor.AuthorityId, at = session.Now, record });
        session.Execute(
            "UPDATE hit SET state = @verdict, changed = @record, judged_at = @at, claimed_by = NULL, claimed_until = NULL WHERE number = @Number",
            new { verdict, record, at = command.Verdict == HitState.Open ? (DateTimeOffset?)null : session.Now, hit.Number });
        session.Execute("DELETE FROM false_match WHERE subject_hash = @SubjectHash AND alert_number = @AlertNumber", new { hit.SubjectHash, hit.AlertNumber });
        if (command.Verdict == HitState.False)
        {
            session.Execute(
                "INSERT INTO false_match (subject_hash, alert_number, alert_hash, hit_number, suppressed) VALUES (@SubjectHash, @AlertNumber, @AlertHash, @Number, 0)",
                new { hit.SubjectHash, hit.AlertNumber, hit.AlertHash, hit.Number });
        }

        return null;
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> PostAsync(HitId id, HttpContext http, Database database, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AlertsJson.Default.JudgeHitCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var actor = http.Actor;
        return await database.WriteAsync(session => Execute(session, actor, id, command), cancellation) is { } fault ? fault.ToProblem() : TypedResults.NoContent();
    }
}
