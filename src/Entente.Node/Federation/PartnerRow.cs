using Entente.Node.Platform;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>A partner as it is stored.</summary>
internal sealed record PartnerRow
{
    public required string Id { get; init; }

    public required PartnerState State { get; init; }

    public required long Version { get; init; }

    public string? Reason { get; init; }

    public string? SuspendedBy { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public required long Record { get; init; }

    public static PartnerRow? Find(Session session, string id) => session.Find<PartnerRow>("SELECT * FROM partner WHERE id = @id", new { id });
}

/// <summary>A card that is or was in force.</summary>
internal sealed record PartnerVersionRow
{
    public required string Partner { get; init; }

    public required long Version { get; init; }

    public required string Fingerprint { get; init; }

    public required byte[] Card { get; init; }

    public required byte[] Signature { get; init; }

    public required string ProposedBy { get; init; }

    public required string ApprovedBy { get; init; }

    public required DateTimeOffset ApprovedAt { get; init; }

    public required long Record { get; init; }

    /// <summary>What was approved was read then; that it cannot be read now is a defect.</summary>
    public CertifiedCard Read() =>
        CertifiedCard.Of(Card, Signature, out _) ?? throw new InvalidOperationException($"Version {Version} of the card of {Partner} cannot be read.");

    public static List<PartnerVersionRow> Of(Session session, string partner) =>
        session.Query<PartnerVersionRow>("SELECT * FROM partner_version WHERE partner = @partner ORDER BY version DESC", new { partner });

    /// <summary>What a partner's cards ever listed to sign with; none for who never was a partner, or is known by a file.</summary>
    public static IReadOnlyList<As4.Security.Certificate> SigningCertificates(Session session, string partner) =>
    [
        .. Of(session, partner).Select(row => CertifiedCard.Of(row.Card, row.Signature, out _)).OfType<CertifiedCard>().Where(card => card.Terms is null)
            .SelectMany(card => card.Keys).Where(key => key.Purpose == KeyPurpose.Sign).Select(key => key.Certificate),
    ];

    /// <summary>What cards and files of partners ever listed to sign with: it finds a certificate that a message names, and says nothing of whether it counts.</summary>
    public static async Task<IReadOnlyList<As4.Security.Certificate>> EverySigningCertificateAsync(Session session) =>
    [
        .. (await session.QueryAsync<PartnerVersionRow>("SELECT * FROM partner_version ORDER BY record DESC")).Select(row => CertifiedCard.Of(row.Card, row.Signature, out _))
            .OfType<CertifiedCard>().SelectMany(card => card.Keys).Where(key => key.Purpose == KeyPurpose.Sign).Select(key => key.Certificate),
    ];

    public static List<PartnerVersionRow> InForce(Session session) => session.Query<PartnerVersionRow>(
        "SELECT v.* FROM partner_version v JOIN partner p ON p.id = v.partner AND p.version = v.version ORDER BY v.partner");
}

/// <summary>A key of a partner that counts for nothing any more.</summary>
internal sealed record RevocationRow
{
    public required string Partner { get; init; }

    public required string Key { get; init; }

    public required string Reason { get; init; }

    public required string RevokedBy { get; init; }

    public required DateTimeOffset RevokedAt { get; init; }

    public required long Record { get; init; }

    public static List<RevocationRow> All(Session session) => session.Query<RevocationRow>("SELECT * FROM partner_revocation ORDER BY revoked_at");
}

/// <summary>Where a card stands that is not in force, or was not when it came.</summary>
internal enum ProposalState
{
    Open = 1,
    Approved,
    Rejected,
    Replaced,

    /// <summary>A partner sent it, and no officer has proposed it yet.</summary>
    Offered,
}

/// <summary>A card that waits for a second officer, or waited once.</summary>
internal sealed record ProposalRow
{
    public required Guid Id { get; init; }

    public required string Partner { get; init; }

    public required long Version { get; init; }

    public required string Fingerprint { get; init; }

    public required byte[] Card { get; init; }

    public required byte[] Signature { get; init; }

    public required ProposalState State { get; init; }

    public required string ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? Reason { get; init; }

    public required long Record { get; init; }

    /// <summary>When the partner sent it of its own accord; <see langword="null"/> where officers brought it.</summary>
    public DateTimeOffset? OfferedAt { get; init; }

    /// <summary>The message that it came in.</summary>
    public string? Message { get; init; }

    /// <summary>What was proposed was read then; that it cannot be read now is a defect.</summary>
    public CertifiedCard Read() => CertifiedCard.Of(Card, Signature, out _) ?? throw new InvalidOperationException($"The proposal {Id:D} cannot be read.");

    public bool IsOpenAt(DateTimeOffset now) => State == ProposalState.Open && now < ExpiresAt;

    /// <summary>Whether it can still come into force: proposed, or offered and not taken up yet.</summary>
    public bool IsWaitingAt(DateTimeOffset now) => State is ProposalState.Open or ProposalState.Offered && now < ExpiresAt;

    public static ProposalRow? Find(Session session, Guid id) => session.Find<ProposalRow>("SELECT * FROM partner_proposal WHERE id = @id", new { id });

    /// <summary>What waits of a partner now: at most one that is proposed and one that is offered.</summary>
    public static List<ProposalRow> Waiting(Session session, string partner) => session.Query<ProposalRow>(
        "SELECT * FROM partner_proposal WHERE partner = @partner AND state IN ('Open', 'Offered') AND expires_at > @Now", new { partner, session.Now });

    /// <summary>The newest first, those that wait before all others.</summary>
    public static List<ProposalRow> Newest(Session session, string? partner = null) => session.Query<ProposalRow>(
        """
        SELECT * FROM partner_proposal WHERE @partner IS NULL OR partner = @partner
        ORDER BY CASE state WHEN 'Open' THEN 0 WHEN 'Offered' THEN 1 ELSE 2 END, proposed_at DESC, id LIMIT 50
        """,
        new { partner });
}
