using Entente.Agreements;
using Entente.Node.Access;
using Entente.Node.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Alerts.Abroad;

/// <summary>Shares an alert with the partners that its owner names: nobody unless said otherwise. What is sent is sent in the transaction of the change.</summary>
internal static class ShareAlert
{
    /// <summary>How long after its review a shared alert may still be asked about, and is kept.</summary>
    public const int YearsKeptAfterReview = 1;

    /// <param name="partners">Party ids.</param>
    /// <param name="known">The partners of this node.</param>
    public static IEnumerable<Fault> Decide(IReadOnlyList<string> partners, IReadOnlyList<Partner> known)
    {
        foreach (var (id, i) in partners.Select((id, i) => (id, i)))
        {
            var at = $"$.partners[{i}]";
            if (partners.Take(i).Contains(id))
            {
                yield return new(FaultCode.AlertPartner, $"'{id}' is named twice.", at);
            }
            else if (known.FirstOrDefault(one => one.Id == id) is not { } partner)
            {
                yield return new(FaultCode.AlertPartner, $"'{id}' is no partner of this node.", at);
            }
            else if (new MessageKind[] { MessageKind.AlertPublished, MessageKind.AlertAmended, MessageKind.AlertWithdrawn }.FirstOrDefault(kind => !partner.Reads.Contains(kind.Key)) is { } unread)
            {
                yield return new(FaultCode.AlertPartner, $"The node of {partner.Name} does not read {unread.Key}.", at);
            }
        }
    }

    /// <summary>What each partner is told of a change.</summary>
    /// <param name="before">With whom it was shared.</param>
    /// <param name="now">With whom it is shared from now on.</param>
    public static IReadOnlyList<(string Partner, MessageKind Kind)> Told(IReadOnlyCollection<string> before, IReadOnlyCollection<string> now) =>
    [
        .. now.Where(one => !before.Contains(one)).Select(one => (one, (MessageKind)MessageKind.AlertPublished)),
        .. now.Where(before.Contains).Select(one => (one, (MessageKind)MessageKind.AlertAmended)),
        .. before.Where(one => !now.Contains(one)).Select(one => (one, (MessageKind)MessageKind.AlertWithdrawn)),
    ];

    /// <summary>Tells the partners of an alert that was entered or amended.</summary>
    public static void Tell(Session session, PartnerPost post, Actor actor, AlertRow row, IReadOnlyList<string> partners)
    {
        // What waited was an earlier version, also for a partner that is to have it no longer.
        ShareApproval.Overtake(session, row.Number);
        foreach (var (partner, kind) in Told(With(session, row.Number), partners))
        {
            if (kind == MessageKind.AlertWithdrawn)
            {
                End(session, post, actor, row, partner, WithdrawalCause.NoLongerShared);
            }
            else if (Ask(session, post, actor, row.Alert, row.ReviewBy, Audience.Read(row.Audience), [partner], AttestedOf(row).Conditions, row.Taken)[0] is var asked && NeededBy(asked.Verdict) is { } needed)
            {
                // It goes when somebody above has approved this version; a partner that has an earlier one keeps it until then.
                ShareApproval.Ask(session, actor, row, partner, needed, (asked.Verdict as Verdict.Refused)?.Clause?.ToString());
            }
            else if (Give(session, post, actor, row, partner, Approval.Officer) is { } fault && kind == MessageKind.AlertPublished)
            {
                // What Decide let through between two lines of one transaction.
                throw new InvalidOperationException($"The alert could not be shared: {fault}");
            }
        }
    }

    /// <summary>Sends this version to a partner, with what is attested of it and the approval that it has.</summary>
    /// <param name="purpose">For which it was to be shared; nothing: that of the officer who sends it.</param>
    public static Fault? Give(Session session, PartnerPost post, Actor actor, AlertRow row, string partner, Approval approval, Purpose? purpose = null)
    {
        var (conditions, attested, origins) = (ConditionsOf(session, actor with { Purpose = purpose ?? actor.Purpose }, row), AttestedOf(row) with { Approval = approval }, OriginsOf(row.Taken));
        var amends = With(session, row.Number).Contains(partner);
        var queueing = amends
            ? post.Queue(session, actor, partner, MessageKind.AlertAmended, Amended(row, conditions), row.Id, attested: attested, origins: origins)
            : post.Queue(session, actor, partner, MessageKind.AlertPublished, Published(row, conditions), row.Id, attested: attested, origins: origins);
        var fault = (queueing as Queueing.Refused)?.Why;
        var record = RecordBook.Append(session, actor, fault?.Code == FaultCode.AgreementRefused ? AlertActs.ShareRefused : AlertActs.Shared, "alert", row.Id, JsonDetail.Of(
            ("partner", partner), ("version", $"{row.Version}"), ("fault", fault?.Code.Id)));
        AlertTold.Put(session, row, partner, amends ? MessageKind.AlertAmended.Name : MessageKind.AlertPublished.Name, queueing, record);
        if (fault is null)
        {
            session.Execute(
                """
                INSERT INTO alert_partner (alert_number, partner, state, version, changed_at) VALUES (@Number, @partner, 'Shared', @Version, @Now)
                ON CONFLICT (alert_number, partner) DO UPDATE SET state = 'Shared', version = excluded.version, changed_at = excluded.changed_at
                """,
                new { row.Number, partner, row.Version, session.Now });
        }

        return fault;
    }

    /// <summary>What its officers attest of an alert of ours, and go on attesting of what is said about it.</summary>
    public static Attested AttestedOf(AlertRow row) => new(Attested.Read(row.Attested) ?? []);

    /// <summary>The messages of partners from which something of it is taken.</summary>
    public static IReadOnlyList<CameWith> OriginsOf(IReadOnlyList<TakenFrom> taken) => [.. taken.Select(one => one.Came)];

    /// <summary>The approval with which alone a refused share would be lawful; <see langword="null"/> where approval does not help, or not alone.</summary>
    public static Approval? NeededBy(Verdict? verdict) => (verdict as Verdict.Refused)?.Remedies.Select(remedy => remedy.Changes is [Change.Approve approve] ? approve.Approval : (Approval?)null).FirstOrDefault(one => one is not null);

    /// <summary>What an officer could do instead with what an alert tells: of other exchanges that is to give it as information, not to notice a hit or to answer; and an alert is for what officers work for.</summary>
    public static List<Remedy> WaysOf(Verdict.Refused refused) =>
        [.. refused.Remedies.Where(remedy => !remedy.Changes.Any(change => change is Change.OtherExchange { Exchange: not ExchangeKind.Spontaneous } or Change.OtherActions { Actions.IsEmpty: true })
            && (remedy.Changes.OfType<Change.OtherExchange>().Any() || remedy.Changes.OfType<Change.OtherPurpose>().All(other => Gatekeeper.IsOfOfficers(other.Purpose))))];

    /// <summary>Tells the partners of an alert that was withdrawn.</summary>
    public static void TellEnd(Session session, PartnerPost post, Actor actor, AlertRow row)
    {
        ShareApproval.Overtake(session, row.Number);
        foreach (var partner in With(session, row.Number))
        {
            End(session, post, actor, row, partner, WithdrawalCause.Ended);
        }
    }

    /// <summary>The partners that have the alert now, and those that are to have it once somebody approves it.</summary>
    public static List<string> Meant(Session session, long alert) =>
        [.. With(session, alert).Union(ShareApproval.WaitingFor(session, alert)).Order(StringComparer.Ordinal)];

    /// <summary>The partners that have the alert now.</summary>
    public static List<string> With(Session session, long alert) =>
        session.Query<string>("SELECT partner FROM alert_partner WHERE alert_number = @alert AND state = 'Shared' ORDER BY partner", new { alert });

    /// <summary>Whether the partner has the alert or had it: it may still speak of hits on it and be asked.</summary>
    public static bool WasWith(Session session, long alert, string partner) =>
        session.Scalar<long>("SELECT COUNT(*) FROM alert_partner WHERE alert_number = @alert AND partner = @partner", new { alert, partner }) > 0;

    public static Conditions ConditionsOf(Session session, Actor actor, AlertRow row) => ConditionsOf(session, actor, row.Alert, row.ReviewBy, Audience.Read(row.Audience));

    /// <summary>What the law says of sharing an alert with each of some partners, before it is stored: the clause and what has to be taken out, or why not and what would make it lawful.</summary>
    public static List<(string Partner, Verdict? Verdict, Fault? Why)> Ask(
        Session session, PartnerPost post, Actor actor, Alert alert, DateOnly reviewBy, Audience audience, IEnumerable<string> partners, IReadOnlyList<Condition>? attested = null,
        IReadOnlyList<TakenFrom>? taken = null)
    {
        var draft = new AlertPublished { Conditions = ConditionsOf(session, actor, alert, reviewBy, audience), AlertId = AlertId.New(session.Now), Version = 1, ReviewBy = reviewBy, Alert = alert };
        return [.. partners.Select(partner => (partner, post.Ask(session, actor, partner, MessageKind.AlertPublished, draft, new(attested ?? []), OriginsOf(taken ?? [])))).Select(asked => (asked.partner, asked.Item2.Verdict, asked.Item2.Why))];
    }

    /// <summary>Why an alert may not be shared with some of the partners that it is to be shared with from now on. That it was to be is on record. Where only an approval is missing, it can be asked for and is no reason.</summary>
    public static List<Fault> Refused(
        Session session, PartnerPost post, Actor actor, Alert alert, DateOnly reviewBy, Audience audience, List<string> partners, List<string> before, IReadOnlyList<Condition> attested,
        IReadOnlyList<TakenFrom> taken)
    {
        var faults = new List<Fault>();
        foreach (var (partner, verdict, why) in Ask(session, post, actor, alert, reviewBy, audience, partners.Where(one => !before.Contains(one)), attested, taken))
        {
            if (why is not null && NeededBy(verdict) is null)
            {
                RecordBook.Append(session, actor, AlertActs.ShareRefused, "alert", null, JsonDetail.Of(
                    ("partner", partner), ("fault", why.Code.Id), ("reason", (verdict as Verdict.Refused)?.Reason.ToString()), ("clause", (verdict as Verdict.Refused)?.Clause?.ToString())));
                faults.Add(why with { At = $"$.partners[{partners.IndexOf(partner)}]" });
            }
        }

        return faults;
    }

    private static Conditions ConditionsOf(Session session, Actor actor, Alert alert, DateOnly reviewBy, Audience audience) => new()
    {
        // An alert is used at the border, whatever an officer had in mind who kept it correct.
        Purpose = actor.Purpose is Purpose.DataQuality or Purpose.Administration or Purpose.Supervision ? Purpose.BorderControl : actor.Purpose,
        Handling = alert.Handling,
        HandlingNote = alert.HandlingNote,
        Authorities = KindsOf(session, audience),
        Onward = alert.Handling == HandlingCode.H2 ? Onward.Never : Onward.WithPermission,
        KeepUntil = reviewBy.AddYears(YearsKeptAfterReview),
        Reference = alert.CaseReference,
    };

    private static void End(Session session, PartnerPost post, Actor actor, AlertRow row, string partner, WithdrawalCause cause)
    {
        // A partner that is none any more cannot be told; that is on record, and no reason for the alert to go on.
        var queueing = post.Queue(session, actor, partner, MessageKind.AlertWithdrawn, Withdrawn(row, ConditionsOf(session, actor, row), cause), row.Id);
        var record = RecordBook.Append(session, actor, AlertActs.ShareEnded, "alert", row.Id, JsonDetail.Of(
            ("partner", partner), ("version", $"{row.Version}"), ("cause", cause.ToString()), ("fault", (queueing as Queueing.Refused)?.Why.Code.Id)));
        AlertTold.Put(session, row, partner, MessageKind.AlertWithdrawn.Name, queueing, record);
        session.Execute(
            "UPDATE alert_partner SET state = 'Ended', version = @Version, changed_at = @Now WHERE alert_number = @Number AND partner = @partner",
            new { row.Version, session.Now, row.Number, partner });
    }

    private static AlertPublished Published(AlertRow row, Conditions conditions) =>
        new() { Conditions = conditions, AlertId = row.AlertId, Version = row.Version, ReviewBy = row.ReviewBy, Alert = row.Alert };

    private static AlertAmended Amended(AlertRow row, Conditions conditions) =>
        new() { Conditions = conditions, AlertId = row.AlertId, Version = row.Version, ReviewBy = row.ReviewBy, Alert = row.Alert };

    private static AlertWithdrawn Withdrawn(AlertRow row, Conditions conditions, WithdrawalCause cause) =>
        new() { Conditions = conditions, AlertId = row.AlertId, Version = row.Version, Cause = cause };

    private static List<AuthorityKind> KindsOf(Session session, Audience audience) =>
        audience.IsEveryone ? [.. Enum.GetValues<AuthorityKind>()]
        : [.. Authority.All(session).Where(one => audience.Includes(one.Id)).Select(one => one.Kind).Distinct().Order()];
}
