using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>The first half of letting a partner in, or of changing its card: nothing is different until another officer approves.</summary>
internal static class ProposePartner
{
    /// <summary>How long a proposal waits.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(7);

    /// <summary>What a card is compared with.</summary>
    /// <param name="OwnParty">The party id of this node.</param>
    /// <param name="OwnKeys">The ids of the keys of this node.</param>
    /// <param name="InForce">The version of the partner's card in force; 0 for a new partner.</param>
    /// <param name="Owners">The partner of every key of a card in force, by the id of the key; and of every name that authorities vouch for.</param>
    /// <param name="Revoked">The ids of revoked keys.</param>
    public sealed record Known(
        string OwnParty, IReadOnlySet<string> OwnKeys, long InForce, IReadOnlyDictionary<string, string> Owners, IReadOnlySet<string> Revoked)
    {
        /// <summary>The names and keys of the logs and witnesses of this node.</summary>
        public IReadOnlySet<string> OwnLogs { get; init; } = new HashSet<string>();

        public static Known Of(Session session, string party, KeyRing keys, string ownParty) => new(
            ownParty,
            keys.Keys.Select(key => CertifiedKey.IdOf(key.Certificate)).ToHashSet(StringComparer.Ordinal),
            PartnerRow.Find(session, party)?.Version ?? 0,
            PartnerVersionRow.InForce(session).SelectMany(row => OwnedBy(row.Read()), (row, owned) => (Owned: owned, row.Partner)).DistinctBy(pair => pair.Owned)
                .ToDictionary(pair => pair.Owned, pair => pair.Partner, StringComparer.Ordinal),
            RevocationRow.All(session).Select(row => row.Key).ToHashSet(StringComparer.Ordinal))
        {
            OwnLogs = LogNames.Own(session).ToHashSet(StringComparer.Ordinal),
        };
    }

    public static Fault? Decide(CertifiedCard card, Known known, DateTimeOffset now)
    {
        var party = card.Card.Party;
        return party == known.OwnParty || card.Keys.Any(key => known.OwnKeys.Contains(key.Id)) || LogsOf(card).Any(known.OwnLogs.Contains)
                ? new(FaultCode.PartnerCardOwn, "A node is not its own partner, and nobody else has its keys.")
            : card.Card.Version <= known.InForce
                ? new(FaultCode.PartnerCardOlder, $"The card has version {card.Card.Version}; version {known.InForce} is in force.", "$.version")
            : card.Keys.FirstOrDefault(key => known.Revoked.Contains(key.Id)) is { } revoked
                ? new(FaultCode.PartnerKeyTaken, $"The {Words(revoked)} with the fingerprint {revoked.Certificate.Fingerprint[..16]}… was revoked; ask the partner for a card without it.", "$.keys")
            : card.Keys.FirstOrDefault(key => known.Owners.TryGetValue(key.Id, out var owner) && owner != party) is { } taken
                ? new(FaultCode.PartnerKeyTaken, $"The {Words(taken)} with the fingerprint {taken.Certificate.Fingerprint[..16]}… is that of {known.Owners[taken.Id]}.", "$.keys")
            : card.Authorities.FirstOrDefault(one => known.Owners.TryGetValue(NameOf(one), out var owner) && owner != party) is { } named
                ? new(FaultCode.PartnerKeyTaken, $"The name {named.Name} is that of {known.Owners[NameOf(named)]}.", "$")
            : LogsOf(card).FirstOrDefault(one => known.Owners.TryGetValue(one, out var owner) && owner != party) is { } log
                ? new(FaultCode.PartnerKeyTaken, $"The name or key of its log or witness is that of {known.Owners[log]}.", "$")
            : card.Authorities.SelectMany(one => one.Certificates).Any(one => known.Revoked.Contains(CertifiedKey.IdOf(one)))
                ? new(FaultCode.PartnerKeyTaken, "An authority was revoked.", "$")
            : card.UnusableAt(now);
    }

    private static IEnumerable<string> OwnedBy(CertifiedCard card) => card.Keys.Select(key => key.Id).Concat(card.Authorities.Select(NameOf)).Concat(LogsOf(card));

    // Two partners that claim one log would both be followed no more, and the fork of one of them would be found by nobody.
    private static IEnumerable<string> LogsOf(CertifiedCard card) => LogNames.ClaimedBy(card.Card.Log, card.Card.Witness);

    private static string NameOf(Authorities authorities) => $"{authorities.Purpose}:{authorities.Name}";

    public static PartnerOutcome Execute(Session session, Actor actor, CertifiedCard card, KeyRing keys, string ownParty)
    {
        var party = card.Card.Party;
        if (Decide(card, Known.Of(session, party, keys, ownParty), session.Now) is { } fault)
        {
            return new PartnerOutcome.Refused(fault);
        }

        // The fingerprint stays out of the record until it was compared: the approver must not be able to copy it from there.
        var id = Guid.CreateVersion7(session.Now);
        var record = RecordBook.Append(session, actor, FederationActs.Proposed, "partner", party, JsonDetail.Of(
            ("version", $"{card.Card.Version}"), ("proposal", id.ToString("D"))));
        session.Execute(
            """
            UPDATE partner_proposal SET state = 'Replaced', decided_by = @Officer, decided_at = @Now
            WHERE partner = @party AND (state = 'Open' OR (state = 'Offered' AND version <= @Version))
            """,
            new { actor.Officer, session.Now, party, card.Card.Version });
        session.Execute(
            """
            INSERT INTO partner_proposal (id, partner, version, fingerprint, card, signature, state, proposed_by, proposed_at, expires_at, record)
            VALUES (@id, @party, @Version, @Fingerprint, @bytes, @signature, 'Open', @Officer, @Now, @expires, @record)
            """,
            new
            {
                id,
                party,
                card.Card.Version,
                card.Fingerprint,
                bytes = card.Bytes.ToArray(),
                signature = card.Signature.ToArray(),
                actor.Officer,
                session.Now,
                expires = session.Now + Validity,
                record,
            });
        return new PartnerOutcome.Done(id.ToString("D"), record);
    }

    private static string Words(CertifiedKey key) => key.Purpose switch
    {
        KeyPurpose.Sign => "signing key",
        KeyPurpose.Encrypt => "encryption key",
        _ => "TLS key",
    };
}
