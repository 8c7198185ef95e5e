using System.Text.Json;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Alerts.Abroad;

/// <summary>Stores what a partner says about hits on our alerts. Only who has or had an alert from us is heard about it.</summary>
internal static class TakeAbroadHit
{
    public static Fault? Noticed(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.HitNoticed.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        if (SharedWith(session, message.Partner, payload.AlertId) is not { } alert)
        {
            return Absent;
        }

        var known = AbroadHit.Of(session, message.Partner, payload.HitId);
        if (known is not null && known.AlertNumber != alert.Number)
        {
            return Absent;
        }

        var id = known?.HitId ?? HitId.New(session.Now);
        var changed = Record(session, partner, message, known is null ? AlertActs.AbroadNoticed : AlertActs.AbroadNoticedAgain, id, ("alert", alert.Id));
        var given = GivenUse.Under(session, message.Partner, message.MessageId);
        var columns = new
        {
            number = known?.Number ?? session.Next("SELECT MAX(number) FROM abroad_hit"),
            id = id.ToString(),
            message.Partner,
            foreignId = payload.HitId.ToString(),
            alertNumber = alert.Number,
            payload.AlertVersion,
            changed,
            payload.NoticedAt,
            session.Now,
            payload.Place,
            consignment = payload.Consignment.ToString(),
            payload.Role,
            payload.Score,
            compared = JsonSerializer.Serialize(payload.Compared, AbroadJson.Default.IReadOnlyListLikeness),
            simulated = payload.Simulated ? 1L : 0L,
            conditions = JsonSerializer.Serialize(payload.Conditions, AbroadJson.Default.Conditions),
            message.MessageId,
            given?.Law,
            given?.Until,
        };
        if (known is null)
        {
            session.Execute(
                """
                INSERT INTO abroad_hit (number, id, partner, foreign_id, alert_number, alert_version, state, changed, noticed_at, received_at, place, consignment, role, score,
                    compared, simulated, conditions, judged, reported, message_id, law, law_until)
                VALUES (@number, @id, @Partner, @foreignId, @alertNumber, @AlertVersion, 'Open', @changed, @NoticedAt, @Now, @Place, @consignment, @Role, @Score,
                    @compared, @simulated, @conditions, 0, 0, @MessageId, @Law, @Until)
                """,
                columns);
        }
        else
        {
            session.Execute(
                """
                UPDATE abroad_hit SET state = 'Open', changed = @changed, alert_version = @AlertVersion, noticed_at = @NoticedAt, received_at = @Now, place = @Place,
                    consignment = @consignment, role = @Role, score = @Score, compared = @compared, simulated = @simulated, conditions = @conditions, judged_at = NULL, message_id = @MessageId,
                    law = @Law, law_until = @Until
                WHERE number = @number
                """,
                columns);
        }

        return null;
    }

    public static Fault? Judged(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.HitJudged.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        if (AbroadHit.Of(session, message.Partner, payload.HitId) is not { } hit || !IsOf(session, hit, payload.AlertId))
        {
            return Absent;
        }

        var state = StateOf(payload.Verdict);
        if (Decide(hit.Judged, payload.Ordinal) is { } superseded)
        {
            return superseded;
        }

        var changed = Record(session, partner, message, AlertActs.AbroadJudged, hit.HitId, ("verdict", state.ToString()), ("before", hit.State.ToString()));
        session.Execute(
            "UPDATE abroad_hit SET state = @state, judged = @Ordinal, judged_at = @at, changed = @changed WHERE number = @Number",
            new { state = state.ToString(), payload.Ordinal, at = state == HitState.Open ? (DateTimeOffset?)null : payload.JudgedAt, changed, hit.Number });
        return null;
    }

    public static Fault? Reported(Session session, Actor partner, Incoming message)
    {
        if (!MessageKind.HitReported.TryRead(message.Payload.Span, out var payload, out var fault))
        {
            return fault;
        }

        if (AbroadHit.Of(session, message.Partner, payload.HitId) is not { } hit || !IsOf(session, hit, payload.AlertId))
        {
            return Absent;
        }

        var report = JsonSerializer.Serialize(payload.Report, AlertJson.HitReport);
        var known = session.Find<string>("SELECT report FROM abroad_report WHERE abroad_number = @Number AND ordinal = @Ordinal", new { hit.Number, payload.Ordinal });
        if (known is not null)
        {
            return known == report ? null : new(FaultCode.MessageSuperseded, $"Report {payload.Ordinal} was received before, and said something else.", "$.ordinal");
        }

        var given = GivenUse.Under(session, message.Partner, message.MessageId);
        var record = Record(session, partner, message, AlertActs.AbroadReported, hit.HitId, ("action", payload.Report.ActionTaken?.ToString() ?? "not possible"));
        session.Execute(
            "INSERT INTO abroad_report (abroad_number, ordinal, report, received_at, record_seq, law, law_until) VALUES (@Number, @Ordinal, @report, @Now, @record, @Law, @Until)",
            new { hit.Number, payload.Ordinal, report, session.Now, record, given?.Law, given?.Until });
        session.Execute("UPDATE abroad_hit SET reported = reported + 1, changed = @record WHERE number = @Number", new { record, hit.Number });
        return null;
    }

    /// <summary>Why a judgement has no effect: one that was made later is here already.</summary>
    public static Fault? Decide(long judged, long ordinal) =>
        ordinal < judged ? new(FaultCode.MessageSuperseded, $"Judgement {judged} was received before.", "$.ordinal") : null;

    public static HitState StateOf(HitVerdict verdict) => verdict switch
    {
        HitVerdict.True => HitState.True,
        HitVerdict.False => HitState.False,
        HitVerdict.Undecided => HitState.Undecided,
        _ => HitState.Open,
    };

    /// <summary>The alert of ours that the partner has or had; one that it never had is answered like none.</summary>
    public static AlertRow? SharedWith(Session session, string partner, AlertId id) =>
        session.Find<AlertRow>("SELECT * FROM alert WHERE id = @id", new { id = id.ToString() }) is { Partner: null } alert && ShareAlert.WasWith(session, alert.Number, partner) ? alert : null;

    private static Fault Absent => new(FaultCode.NotFound, "There is nothing of that id that was shared between us.");

    private static bool IsOf(Session session, AbroadHit hit, AlertId id) => AlertShelf.At(session, hit.AlertNumber)?.AlertId == id;

    private static long Record(Session session, Actor partner, Incoming message, Act act, HitId id, params (string, string?)[] more) => RecordBook.Append(
        session, partner, act, "abroad-hit", id.ToString(), JsonDetail.Of([("partner", message.Partner), ("message", message.MessageId), .. more]));
}
