using System.Text.Json;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Screening;

namespace Entente.Node.Alerts;

/// <summary>A hit as it is stored.</summary>
internal sealed record HitRow
{
    public long Number { get; init; }

    public string Id { get; init; } = "";

    public HitState State { get; init; }

    public long Changed { get; init; }

    public DateTimeOffset RaisedAt { get; init; }

    public long AlertNumber { get; init; }

    public string AlertId { get; init; } = "";

    public long AlertVersion { get; init; }

    public string AlertHash { get; init; } = "";

    public string AlertOwner { get; init; } = "";

    public RequestedAction Action { get; init; }

    public AlertCategory Category { get; init; }

    public string ListVersion { get; init; } = "";

    public string ConsignmentKind { get; init; } = "";

    public string ConsignmentReference { get; init; } = "";

    public string DeclarationId { get; init; } = "";

    public string Path { get; init; } = "";

    public string Role { get; init; } = "";

    public string DeclaredTitle { get; init; } = "";

    public string ListedTitle { get; init; } = "";

    public double Score { get; init; }

    public string Subject { get; init; } = "";

    public string Match { get; init; } = "";

    public string Alert { get; init; } = "";

    public string SubjectHash { get; init; } = "";

    public string? ClaimedBy { get; init; }

    public DateTimeOffset? ClaimedUntil { get; init; }

    public long Reported { get; init; }

    /// <summary>That of the alert, where a partner gave it.</summary>
    public long? Law { get; init; }

    public DateOnly? LawUntil { get; init; }

    public HitId HitId => HitId.Parse(Id);

    public ScreenedSubject Screened => JsonSerializer.Deserialize(Subject, ScreenedJson.Default.ScreenedSubject)!;

    public Match Found => JsonSerializer.Deserialize(Match, ScreenedJson.Default.Match)!;

    public Alert AlertThen => JsonSerializer.Deserialize(Alert, AlertJson.Alert)!;

    /// <summary>The hit, if it is there and the authority may see its alert.</summary>
    public static HitRow? Find(Session session, HitId id, string authorityId) => session.Find<HitRow>(
        "SELECT * FROM hit WHERE id = @id AND (audience = '*' OR audience LIKE @like)",
        new { id = id.ToString(), like = Audience.Pattern(authorityId) });

    public bool IsTakenByOther(string officer, DateTimeOffset now) => ClaimedBy is not null && ClaimedBy != officer && ClaimedUntil > now;
}

/// <summary>One judgement of a hit. The latest stands.</summary>
public sealed record Judgement
{
    public long Ordinal { get; init; }

    public HitState Verdict { get; init; }

    public string Reason { get; init; } = "";

    public string Officer { get; init; } = "";

    public string AuthorityId { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public long RecordSeq { get; init; }
}
