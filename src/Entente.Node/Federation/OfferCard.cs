using System.Text;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;
using Entente.Protocol.Messages;

namespace Entente.Node.Federation;

/// <summary>
/// A changed card goes to the partners by message. It counts for nothing there: it is kept as an offer until one officer takes it up, and another approves it
/// with the fingerprint heard by another channel.
/// </summary>
internal static class OfferCard
{
    private static readonly MessageKind<DirectoryUpdated> Kind = MessageKind.DirectoryUpdated;

    /// <summary>What an offered card is compared with.</summary>
    /// <param name="Known">What every card is compared with.</param>
    /// <param name="InForce">The fingerprint of the sender's card in force.</param>
    /// <param name="Waiting">The fingerprints of its cards that wait, offered or proposed.</param>
    /// <param name="Offered">The version of its offer that waits; 0 where none does.</param>
    public sealed record Facts(ProposePartner.Known Known, string? InForce, IReadOnlyCollection<string> Waiting, long Offered)
    {
        public static Facts Of(Session session, string sender, KeyRing keys, string ownParty)
        {
            var waiting = ProposalRow.Waiting(session, sender);
            return new(
                ProposePartner.Known.Of(session, sender, keys, ownParty),
                session.Scalar<string>(
                    "SELECT v.fingerprint FROM partner_version v JOIN partner p ON p.id = v.partner AND p.version = v.version WHERE p.id = @sender", new { sender }),
                [.. waiting.Select(row => row.Fingerprint)],
                waiting.Find(row => row.State == ProposalState.Offered)?.Version ?? 0);
        }
    }

    /// <summary>What comes of an offered card.</summary>
    internal abstract record Verdict
    {
        private Verdict()
        {
        }

        public sealed record Kept : Verdict;

        /// <summary>The very card is in force or waits already; nothing is to be done.</summary>
        public sealed record Known : Verdict;

        public sealed record Refused(Fault Why) : Verdict;
    }

    /// <param name="sender">The partner that sent it.</param>
    /// <param name="version">The version that the message says.</param>
    public static Verdict Decide(string sender, long version, CertifiedCard card, Facts facts, DateTimeOffset now) =>
        card.Card.Party != sender
            ? new Verdict.Refused(new(FaultCode.MessageValue, $"A partner sends its own card; this one is that of {card.Card.Party}.", "$.card"))
        : card.Card.Version != version
            ? new Verdict.Refused(new(FaultCode.MessageValue, $"The card has version {card.Card.Version}, and the message says {version}.", "$.version"))
        : card.Fingerprint == facts.InForce || facts.Waiting.Contains(card.Fingerprint) ? new Verdict.Known()
        : ProposePartner.Decide(card, facts.Known, now) is { } fault ? new Verdict.Refused(fault)
        : version < facts.Offered
            ? new Verdict.Refused(new(FaultCode.PartnerCardOlder, $"The card has version {version}; version {facts.Offered} was sent before.", "$.version"))
        : new Verdict.Kept();

    /// <summary>Queues a new card of this node for every partner whose node reads such messages; that of a suspended one is held with the rest of its queue.</summary>
    public static void Send(Session session, SignedCard card, IEnumerable<Partner> partners, Outbox outbox)
    {
        var payload = Kind.Write(new()
        {
            Conditions = Conditions.OfTheExchange($"card {card.Card.Version}", DateOnly.FromDateTime(session.Now.UtcDateTime)),
            Version = card.Card.Version,
            Card = Encoding.UTF8.GetBytes($"{card}"),
        });
        foreach (var partner in partners)
        {
            // One conversation, so that an earlier card never arrives behind a later one.
            var message = new Outgoing(partner.Id, Kind.Name, Kind.Version, payload) { Conversation = $"node-card@{card.Card.Party}" };
            if (Outbox.Decide(partner, message) is null)
            {
                outbox.Enqueue(session, Actor.Node("federation"), message);
            }
        }
    }

    public static IServiceCollection Add(IServiceCollection services) =>
        services.AddIncoming<OwnKeys>(Kind.Name, Kind.Version, keys => (session, partner, message) => Take(session, partner, message, keys), Kind.Acknowledged);

    private static Fault? Take(Session session, Actor partner, Incoming message, OwnKeys keys)
    {
        if (!Kind.TryRead(message.Payload.Span, out var said, out var fault))
        {
            return fault;
        }

        // A partner file would come without a signature; what a partner says of itself by message is always signed.
        if (SignedCard.Read(said.Card.Span, out fault) is not { } signed || CertifiedCard.Read(signed, out fault) is not { } card)
        {
            return fault;
        }

        switch (Decide(message.Partner, said.Version, card, Facts.Of(session, message.Partner, keys.Current, keys.PartyId), session.Now))
        {
            case Verdict.Refused refused:
                return refused.Why;
            case Verdict.Kept:
                Keep(session, partner, message, card);
                break;
        }

        return null;
    }

    private static void Keep(Session session, Actor partner, Incoming message, CertifiedCard card)
    {
        // As with a proposal, the fingerprint stays out of the record.
        var id = Guid.CreateVersion7(session.Now);
        var record = RecordBook.Append(session, partner, FederationActs.Offered, "partner", message.Partner, JsonDetail.Of(
            ("version", $"{card.Card.Version}"), ("proposal", id.ToString("D")), ("message", message.MessageId)));
        session.Execute(
            "UPDATE partner_proposal SET state = 'Replaced', decided_by = @Officer, decided_at = @Now WHERE partner = @Partner AND state = 'Offered'",
            new { partner.Officer, session.Now, message.Partner });
        session.Execute(
            """
            INSERT INTO partner_proposal (id, partner, version, fingerprint, card, signature, state, proposed_by, proposed_at, expires_at, record, message, offered_at)
            VALUES (@id, @Partner, @Version, @Fingerprint, @bytes, @signature, 'Offered', @Officer, @Now, @expires, @record, @MessageId, @Now)
            """,
            new
            {
                id,
                message.Partner,
                card.Card.Version,
                card.Fingerprint,
                bytes = card.Bytes.ToArray(),
                signature = card.Signature.ToArray(),
                partner.Officer,
                session.Now,
                expires = session.Now + ProposePartner.Validity,
                record,
                message.MessageId,
            });
    }
}
