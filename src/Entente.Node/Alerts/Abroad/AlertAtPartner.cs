using System.Text.Json.Serialization;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Alerts.Abroad;

/// <summary>How an alert of ours stands at a partner. Told to its owner alone.</summary>
/// <param name="Partner">The party id.</param>
/// <param name="Version">The version that it has; <see langword="null"/>: none has arrived there, or its end has.</param>
public sealed record AlertAtPartner(string Partner, long? Version)
{
    /// <summary>What is queued for it and has not arrived: the latest.</summary>
    public VersionUnderWay? UnderWay { get; init; }

    /// <summary>What a clause wants before a version goes there, as long as it waits, and where it was not given.</summary>
    public ShareApproval? Approval { get; init; }

    /// <summary>The latest version, where it did not get there. What goes after it takes its place, and so does the end of the alert.</summary>
    public VersionNotGiven? NotGiven { get; init; }

    /// <summary>How it stands at each partner that has it, is to have it, or has not heard that it ended.</summary>
    internal static List<AlertAtPartner> Of(Session session, PartnerPost post, AlertRow alert)
    {
        var told = AlertTold.Of(session, alert.Number).ToLookup(one => one.Partner);
        var approvals = ShareApproval.LastOf(session, alert.Number).ToDictionary(one => one.Partner, StringComparer.Ordinal);
        return [.. told.Select(one => one.Key).Union(approvals.Keys).Order(StringComparer.Ordinal).Select(partner => At(session, post, partner, [.. told[partner]], approvals.GetValueOrDefault(partner))).OfType<AlertAtPartner>()];
    }

    private static AlertAtPartner? At(Session session, PartnerPost post, string partner, List<AlertTold> told, ShareApproval? approval)
    {
        var (way, notGiven, has) = ((VersionUnderWay?)null, (VersionNotGiven?)null, (long?)null);
        foreach (var (index, one) in told.Index())
        {
            var fate = one.MessageId is null ? null : MessageFate.OfLatest(session, one.MessageId);
            if (one.Refused is not null || fate is { IsRefused: true })
            {
                notGiven = index == 0 ? VersionNotGiven.Of(session, post, one, fate) : notGiven;
            }
            else if (fate is { IsOpen: true })
            {
                way ??= new(one.Version, one.IsEnd, one.At);
            }
            else
            {
                has = one.IsEnd ? null : one.Version;
                break;
            }
        }

        var last = told.Count == 0 ? 0 : told[0].Version;
        approval = approval is { State: ShareApprovalState.Waiting } || (approval is { State: ShareApprovalState.Refused } && approval.AlertVersion > last) ? approval : null;
        notGiven = approval?.AlertVersion > notGiven?.Version ? null : notGiven;
        return has is null && way is null && notGiven is null && approval is null ? null : new(partner, has) { UnderWay = way, Approval = approval, NotGiven = notGiven };
    }
}

/// <param name="Version">Of the alert.</param>
/// <param name="End">Whether it says that the alert has ended there.</param>
/// <param name="Since">When it was queued.</param>
public sealed record VersionUnderWay(long Version, bool End, DateTimeOffset Since);

/// <summary>A version that a partner was not given.</summary>
/// <param name="Version">Of the alert.</param>
/// <param name="End">Whether it says that the alert has ended there.</param>
/// <param name="At">When that was decided.</param>
/// <param name="Record">Of its being told.</param>
/// <param name="Fault">The code, for example <c>agreement-refused</c>.</param>
/// <param name="Detail">Why, in one English sentence; pages tell it in the officer's language.</param>
public sealed record VersionNotGiven(long Version, bool End, DateTimeOffset At, long? Record, string Fault, string Detail)
{
    /// <summary>Why the law refused it, as a word, for example <c>action</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The clause that refuses it or comes nearest, or under which it was queued.</summary>
    public string? Clause { get; init; }

    /// <summary>Whether it would go as it is by the law of today.</summary>
    public bool LawfulNow { get; init; }

    /// <summary>What would make it lawful by the law of today; each is enough.</summary>
    public IReadOnlyList<RemedyView> Remedies => [.. Ways.Select(RemedyView.Of)];

    [JsonIgnore]
    public IReadOnlyList<Remedy> Ways { get; init; } = [];

    internal static VersionNotGiven Of(Session session, PartnerPost post, AlertTold told, MessageFate? fate)
    {
        var (code, detail) = told.Refused is { } refused ? (refused, told.Detail ?? "")
            : fate is { Effect: "Refused", EffectDetail: { } said } ? (said.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at ? (said[..at], said[(at + 2)..]) : (FaultCode.AgreementDeclined.Id, said))
            : (fate?.Reason ?? "", fate?.Detail ?? "");
        var message = fate?.MessageId ?? told.MessageId;
        var decided = message is null ? null : VerdictRow.Find(session, told.Partner, message);
        var now = message is null ? null : post.Anew(session, told.Partner, message);
        return new(told.Version, told.IsEnd, fate?.EffectAt ?? fate?.EndedAt ?? told.At, told.RecordSeq, code, detail)
        {
            Reason = decided?.Reason,
            Clause = decided?.Clause,
            LawfulNow = told.Refused is not null && decided is { Permitted: false } && now is Verdict.Permitted { Stripped.IsEmpty: true },
            Ways = now is Verdict.Refused again ? ShareAlert.WaysOf(again) : [],
        };
    }
}

/// <summary>What a partner was to be told of an alert of ours with one of its versions.</summary>
internal sealed record AlertTold
{
    private const string End = "alert.withdrawn";

    public string Partner { get; init; } = "";

    public long Version { get; init; }

    /// <summary>For example <c>alert.amended</c>.</summary>
    public string Kind { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>Of the message that was queued, or was to be.</summary>
    public string? MessageId { get; init; }

    /// <summary>Why it was not queued: the code of the fault, and its words.</summary>
    public string? Refused { get; init; }

    public string? Detail { get; init; }

    public long? RecordSeq { get; init; }

    public bool IsEnd => Kind == End;

    /// <summary>By partner, the latest version first.</summary>
    public static List<AlertTold> Of(Session session, long alert) => session.Query<AlertTold>(
        "SELECT partner, version, kind, at, message_id, refused, detail, record_seq FROM alert_told WHERE alert_number = @alert ORDER BY partner, version DESC", new { alert });

    /// <summary>Of a version the last time counts: what was approved and may not go by then may go when it is approved again.</summary>
    public static void Put(Session session, AlertRow alert, string partner, string kind, Queueing queueing, long record)
    {
        var refused = queueing as Queueing.Refused;
        session.Execute(
            """
            INSERT INTO alert_told (alert_number, partner, version, kind, at, message_id, refused, detail, record_seq)
            VALUES (@Number, @partner, @Version, @kind, @Now, @message, @code, @detail, @record)
            ON CONFLICT (alert_number, partner, version) DO UPDATE SET
                kind = excluded.kind, at = excluded.at, message_id = excluded.message_id, refused = excluded.refused, detail = excluded.detail, record_seq = excluded.record_seq
            """,
            new
            {
                alert.Number,
                partner,
                alert.Version,
                kind,
                session.Now,
                message = refused is null ? ((Queueing.Queued)queueing).MessageId : refused.MessageId,
                code = refused?.Why.Code.Id,
                detail = refused?.Why.Detail,
                record,
            });
    }
}
