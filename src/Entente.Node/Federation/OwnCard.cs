using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>The card that this node hands out: made from its keys, its settings and the kinds of message that its modules read.</summary>
internal sealed class OwnCard(
    Database database, OwnKeys keys, IEnumerable<IncomingKind> kinds, NodeOptions node, FederationOptions options, PartnerDirectory partners, Outbox outbox,
    PublicLogKeys logKeys)
{
    /// <summary>The newest card; <see langword="null"/> before the first.</summary>
    public async Task<SignedCard?> FindAsync(CancellationToken cancellation = default) =>
        await database.ReadAsync(session => session.FindAsync<Row>("SELECT version, card, signature FROM own_card ORDER BY version DESC LIMIT 1"), cancellation) is { } row
            ? SignedCard.Of(row.Card, row.Signature, out _)
            : null;

    /// <summary>Signs a new card where keys, settings or kinds say something else than the newest one, and tells the partners. Needs keys and an address.</summary>
    /// <exception cref="InvalidDataException">The settings name no address, or one that no card may have.</exception>
    public async Task<SignedCard> IssueAsync(CancellationToken cancellation = default)
    {
        await keys.EnsureAsync(cancellation);
        await keys.RefreshAsync(cancellation);
        var ring = keys.Current;

        // A node that starts has not read its partners yet.
        await partners.RefreshAsync(cancellation);
        var (log, witness) = await logKeys(cancellation);
        var (card, isNew) = await database.WriteAsync(session => Issue(session, ring, log, witness), cancellation);
        if (isNew)
        {
            await keys.RefreshAsync(cancellation);
        }

        return card;
    }

    private (SignedCard Card, bool IsNew) Issue(Session session, KeyRing ring, string log, string witness)
    {
        var last = session.Find<Row>("SELECT version, card, signature FROM own_card ORDER BY version DESC LIMIT 1");
        var known = last is null ? null : SignedCard.Of(last.Card, last.Signature, out _);
        var card = Compose(ring, (last?.Version ?? 0) + 1, session.Now) with { Log = log, Witness = witness };
        if (known is not null && (card with { Version = known.Card.Version, IssuedAt = known.Card.IssuedAt }).Write().AsSpan().SequenceEqual(known.Bytes.Span))
        {
            return (known, false);
        }

        var bytes = card.Write();
        var signed = SignedCard.Of(bytes, ring.Newest.Private!.Sign(SignedCard.MessageOf(bytes)), out var fault)
            ?? throw new InvalidDataException($"No card can be made of the settings: {fault!.Detail} ({fault.At})");
        session.Execute(
            "INSERT INTO own_card (version, card, signature, fingerprint, issued_at) VALUES (@Version, @bytes, @signature, @Fingerprint, @Now)",
            new { card.Version, bytes, signature = signed.Signature.ToArray(), signed.Fingerprint, session.Now });
        RecordBook.Append(session, Actor.Node("federation"), FederationActs.CardIssued, "node-card", keys.PartyId, JsonDetail.Of(
            ("version", $"{card.Version}"), ("fingerprint", signed.Fingerprint)));
        OfferCard.Send(session, signed, partners.All, outbox);
        return (signed, true);
    }

    private NodeCard Compose(KeyRing ring, long version, DateTimeOffset now) => new(
        1,
        keys.PartyId,
        node.Administration,
        PartyId.CountryOf(keys.PartyId),
        options.Address,
        options.Suite,
        version,
        new(now.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero),
        [.. ring.Keys.OrderByDescending(key => key == ring.Newest).ThenBy(key => key.Purpose).ThenBy(key => key.State).ThenBy(key => key.Id, StringComparer.Ordinal).Select(CardKeyOf)],
        [.. kinds.Select(kind => $"{kind.Kind}/{kind.Version}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private static CardKey CardKeyOf(OwnKey key) => new(key.Purpose, key.Certificate.NotBefore, key.Certificate.NotAfter, key.Certificate.Raw);

    private sealed record Row
    {
        public required long Version { get; init; }

        public required byte[] Card { get; init; }

        public required byte[] Signature { get; init; }
    }
}
