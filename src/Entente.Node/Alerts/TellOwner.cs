using Entente.Node.Agreements;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Messages;
using Entente.Screening;

namespace Entente.Node.Alerts;

/// <summary>Tells the owner of a partner's alert, and nobody else, what becomes of a hit on it. All of a hit is one conversation.</summary>
internal static class TellOwner
{
    private const int LongestRole = 200;
    private const int MostRows = 64;

    /// <summary>That it was raised, or raised again.</summary>
    public static void Noticed(Session session, PartnerPost post, Actor actor, long hit, HitId id, AlertRow alert, ScreenedSubject screened, Match match) =>
        Send(session, post, actor, alert, hit, id, MessageKind.HitNoticed, owner => new HitNoticed
        {
            // No officer sends it: it is for what the alert was given for, and so is what officers may say about it at both ends.
            Conditions = ConditionsOf(owner, actor) with { Purpose = owner.Terms.Purpose },
            HitId = id,
            AlertId = AlertId.Parse(owner.ForeignId),
            AlertVersion = alert.Version,
            NoticedAt = session.Now,
            Place = screened.Place,
            Consignment = Enum.TryParse<ConsignmentKind>(screened.ConsignmentKind, ignoreCase: true, out var kind) ? kind : ConsignmentKind.Other,
            Role = screened.Role.Length <= LongestRole ? screened.Role : screened.Role[..LongestRole],
            Score = Math.Clamp(match.Score, 0, 1),
            Compared = [.. match.Evidence.Take(MostRows).Select(row => new Likeness(row.Rule, Math.Clamp(row.Likeness, 0, 1), row.Contribution))],
            Simulated = screened.IsSimulated,
        });

    /// <summary>What an officer decided about it.</summary>
    public static void Judged(Session session, PartnerPost post, Actor actor, HitRow hit, long ordinal, HitState verdict)
    {
        if (AlertShelf.At(session, hit.AlertNumber) is { } alert)
        {
            Send(session, post, actor, alert, hit.Number, hit.HitId, MessageKind.HitJudged, owner => new HitJudged
            {
                Conditions = ConditionsOf(owner, actor),
                HitId = hit.HitId,
                AlertId = AlertId.Parse(owner.ForeignId),
                Ordinal = ordinal,
                Verdict = verdict switch { HitState.True => HitVerdict.True, HitState.False => HitVerdict.False, HitState.Undecided => HitVerdict.Undecided, _ => HitVerdict.Open },
                JudgedAt = session.Now,
            });
        }
    }

    /// <summary>What was met and done.</summary>
    public static void Reported(Session session, PartnerPost post, Actor actor, HitRow hit, long ordinal, HitReport report)
    {
        if (AlertShelf.At(session, hit.AlertNumber) is { } alert)
        {
            Send(session, post, actor, alert, hit.Number, hit.HitId, MessageKind.HitReported, owner => new HitReported
            {
                Conditions = ConditionsOf(owner, actor),
                HitId = hit.HitId,
                AlertId = AlertId.Parse(owner.ForeignId),
                Ordinal = ordinal,
                Report = report,
            });
        }
    }

    /// <summary>What the owner of the hit's alert was told, in order; nothing for an alert of our own.</summary>
    public static List<Told> Of(Session session, long hit) =>
        session.Query<Told>("SELECT kind, at, refused, record_seq FROM hit_told WHERE hit_number = @hit ORDER BY ordinal", new { hit });

    /// <summary>What is given back is under the conditions of the alert: its handling, the authorities of its owner, as long as it.</summary>
    public static Conditions ConditionsOf(ForeignAlert owner, Actor actor) => owner.Terms with { Purpose = actor.Purpose, Onward = Onward.Never };

    private static void Send<TPayload>(
        Session session, PartnerPost post, Actor actor, AlertRow alert, long hit, HitId id, MessageKind<TPayload> kind, Func<ForeignAlert, TPayload> payload)
        where TPayload : MessagePayload
    {
        if (alert.Partner is null || ForeignAlert.Of(session, alert.Number) is not { } owner)
        {
            return;
        }

        // A hit is worked on, whether its owner can be told or not; that it could not be is shown with it.
        var fault = post.Send(session, actor, owner.Partner, kind, payload(owner), id.ToString(), alert.Action.Directive == Directive.Stop ? Lane.Urgent : Lane.Normal,
            attested: GivenUse.AttestedOf(session, owner.Partner, owner.MessageId));
        var record = RecordBook.Append(session, actor, fault is null ? AlertActs.OwnerTold : AlertActs.OwnerNotTold, "hit", id.ToString(), JsonDetail.Of(
            ("partner", owner.Partner), ("message", kind.Key), ("fault", fault?.Code.Id)));
        session.Execute(
            """
            INSERT INTO hit_told (hit_number, ordinal, kind, at, refused, record_seq)
            SELECT @hit, COALESCE(MAX(ordinal), 0) + 1, @kind, @Now, @refused, @record FROM hit_told WHERE hit_number = @hit
            """,
            new { hit, kind = kind.Name, session.Now, refused = fault?.Code.Id, record });
    }
}

/// <summary>A message about a hit to the owner of its alert.</summary>
public sealed record Told
{
    /// <summary>For example <c>hit.noticed</c>.</summary>
    public string Kind { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>Why it could not be queued.</summary>
    public string? Refused { get; init; }

    public long RecordSeq { get; init; }
}
