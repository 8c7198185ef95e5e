using System.Text.Json;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Messages;

namespace Entente.Node.Alerts.Abroad;

/// <summary>A hit of a partner on an alert of ours, as it is stored.</summary>
internal sealed record AbroadHit
{
    public long Number { get; init; }

    public string Id { get; init; } = "";

    /// <summary>The party id of the finder.</summary>
    public string Partner { get; init; } = "";

    /// <summary>The hit at its finder.</summary>
    public string ForeignId { get; init; } = "";

    public long AlertNumber { get; init; }

    public long AlertVersion { get; init; }

    public HitState State { get; init; }

    public long Changed { get; init; }

    /// <summary>By the clock of the finder.</summary>
    public DateTimeOffset NoticedAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public string? Place { get; init; }

    public ConsignmentKind Consignment { get; init; }

    public string Role { get; init; } = "";

    public double Score { get; init; }

    public string Compared { get; init; } = "";

    public long Simulated { get; init; }

    public string Conditions { get; init; } = "";

    public long Judged { get; init; }

    public DateTimeOffset? JudgedAt { get; init; }

    public long Reported { get; init; }

    /// <summary>Under which the partner told of it.</summary>
    public long? Law { get; init; }

    public DateOnly? LawUntil { get; init; }

    public HitId HitId => HitId.Parse(Id);

    public HitId AtFinder => HitId.Parse(ForeignId);

    public IReadOnlyList<Likeness> Rows => JsonSerializer.Deserialize(Compared, AbroadJson.Default.IReadOnlyListLikeness)!;

    public Conditions Terms => JsonSerializer.Deserialize(Conditions, AbroadJson.Default.Conditions)!;

    /// <summary>The hit, if it is there and the authority may see its alert.</summary>
    public static AbroadHit? Find(Session session, HitId id, string authorityId) => session.Find<AbroadHit>(
        """
        SELECT h.* FROM abroad_hit h JOIN alert a ON a.number = h.alert_number
        WHERE h.id = @id AND (a.audience = '*' OR a.audience LIKE @like)
        """,
        new { id = id.ToString(), like = Audience.Pattern(authorityId) });

    /// <summary>The hit of that finder; for what the node does by itself.</summary>
    public static AbroadHit? Of(Session session, string partner, HitId atFinder) =>
        session.Find<AbroadHit>("SELECT * FROM abroad_hit WHERE partner = @partner AND foreign_id = @id", new { partner, id = atFinder.ToString() });
}
