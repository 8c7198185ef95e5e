using System.Text.Json.Serialization;
using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts.Abroad;

public enum ShareApprovalState { Waiting = 1, Approved, Refused, Overtaken }

/// <summary>That a version of an alert goes to a partner, once somebody above its officer approves it.</summary>
public sealed record ShareApproval
{
    public long Number { get; init; }

    public long AlertNumber { get; init; }

    public long AlertVersion { get; init; }

    public string Partner { get; init; } = "";

    /// <summary>The level, in the words of agreements.</summary>
    public string Needed { get; init; } = "";

    /// <summary>The clause that wants it.</summary>
    public string? Clause { get; init; }

    [JsonConverter(typeof(CamelCaseNames))]
    public ShareApprovalState State { get; init; }

    public string AskedBy { get; init; } = "";

    public DateTimeOffset AskedAt { get; init; }

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? Reason { get; init; }

    /// <summary>The record of its last change.</summary>
    public long Changed { get; init; }

    internal Approval Level => Words.TryParse<Approval>(Needed, out var level) ? level : Approval.CentralAuthority;

    /// <summary>What the officer worked for who asked for it: it goes for that, whatever the one who approves works for.</summary>
    internal Purpose? PurposeOf(Session session) => State == ShareApprovalState.Waiting ? Record.Find(session, Changed)?.Purpose : null;

    /// <summary>Whose role gives it: the legal office stands for the central authority as well.</summary>
    internal static bool MayGive(IReadOnlyCollection<Role> roles, Approval needed) => roles.Contains(Role.Legal) || (needed <= Approval.Supervisor && roles.Contains(Role.Supervisor));

    internal static ShareApproval? Waiting(Session session, long alert, string partner) => session.Find<ShareApproval>(
        "SELECT * FROM share_approval WHERE alert_number = @alert AND partner = @partner AND state = 'Waiting' ORDER BY number DESC", new { alert, partner });

    /// <summary>The partners that an alert is to go to once it is approved.</summary>
    internal static List<string> WaitingFor(Session session, long alert) =>
        session.Query<string>("SELECT DISTINCT partner FROM share_approval WHERE alert_number = @alert AND state = 'Waiting' ORDER BY partner", new { alert });

    /// <summary>The last for each partner of an alert.</summary>
    internal static List<ShareApproval> LastOf(Session session, long alert) => session.Query<ShareApproval>(
        "SELECT * FROM share_approval WHERE number IN (SELECT MAX(number) FROM share_approval WHERE alert_number = @alert GROUP BY partner) ORDER BY partner", new { alert });

    /// <summary>Of an alert, newest first.</summary>
    internal static List<ShareApproval> Of(Session session, long alert) =>
        session.Query<ShareApproval>("SELECT * FROM share_approval WHERE alert_number = @alert ORDER BY number DESC LIMIT 20", new { alert });

    /// <summary>Asks for the approval of this version; what was asked of an earlier one is overtaken by then.</summary>
    internal static void Ask(Session session, Actor actor, AlertRow alert, string partner, Approval needed, string? clause)
    {
        var changed = RecordBook.Append(session, actor, AlertActs.ApprovalAsked, "alert", alert.Id, JsonDetail.Of(
            ("partner", partner), ("version", $"{alert.Version}"), ("approval", Words.Of(needed)), ("clause", clause)));
        session.Execute(
            """
            INSERT INTO share_approval (number, alert_number, alert_version, partner, needed, clause, state, asked_by, asked_at, changed)
            VALUES (@number, @alert, @Version, @partner, @needed, @clause, 'Waiting', @Officer, @Now, @changed)
            """,
            new
            {
                number = session.Next("SELECT MAX(number) FROM share_approval"),
                alert = alert.Number,
                alert.Version,
                partner,
                needed = Words.Of(needed),
                clause,
                actor.Officer,
                session.Now,
                changed,
            });
    }

    /// <summary>A later version, or the end of the alert, takes the place of what waited.</summary>
    internal static void Overtake(Session session, long alert) => session.Execute("UPDATE share_approval SET state = 'Overtaken' WHERE alert_number = @alert AND state = 'Waiting'", new { alert });

    internal void Decide(Session session, Actor actor, bool approved, string? reason, long record) => session.Execute(
        "UPDATE share_approval SET state = @state, decided_by = @Officer, decided_at = @Now, reason = @reason, changed = @record WHERE number = @Number",
        new { state = (approved ? ShareApprovalState.Approved : ShareApprovalState.Refused).ToString(), actor.Officer, session.Now, reason, record, Number });
}
