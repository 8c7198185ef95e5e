using System.Collections.Frozen;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>The directory of one version. What its keys mean depends on the time: see <see cref="At"/>.</summary>
internal sealed class DirectorySnapshot(long version, IReadOnlyList<DirectorySnapshot.Entry> entries, FrozenSet<string> revoked)
{
    public static readonly DirectorySnapshot Empty = new(0, [], FrozenSet<string>.Empty);

    private View? view;

    public long Version => version;

    /// <summary>The partners with the keys that are good at the instant.</summary>
    public View At(DateTimeOffset now)
    {
        var known = view;
        return known is not null && known.From <= now && now < known.Until ? known : view = ViewAt(now);
    }

    private View ViewAt(DateTimeOffset now)
    {
        var changes = entries.SelectMany(entry => entry.Card.Keys)
            .SelectMany(key => new[] { key.From, key.Until.AddTicks(1), key.Certificate.NotBefore, key.Certificate.NotAfter.AddTicks(1) }).ToList();
        var partners = entries.Select(entry => PartnerOf(entry, now)).ToFrozenDictionary(partner => partner.Id, StringComparer.Ordinal);
        return new(
            changes.Where(change => change <= now).DefaultIfEmpty(DateTimeOffset.MinValue).Max(),
            changes.Where(change => change > now).DefaultIfEmpty(DateTimeOffset.MaxValue).Min(),
            partners,
            partners.Values.SelectMany(partner => partner.KeysFor(KeyPurpose.Tls), (partner, key) => (key.Fingerprint, partner))
                .DistinctBy(pair => pair.Fingerprint).ToFrozenDictionary(pair => pair.Fingerprint, pair => pair.partner, StringComparer.Ordinal));
    }

    private Partner PartnerOf(Entry entry, DateTimeOffset now)
    {
        var card = entry.Card.Card;
        return new(card.Party, card.Name, card.Country, new Uri(card.Endpoint), entry.Card.Suite)
        {
            State = entry.State,
            Version = card.Version,
            Keys = [.. entry.Card.Keys.Where(key => key.IsGoodAt(now) && !revoked.Contains(key.Id)).Select(key => new PartnerKey(key.Purpose, key.Certificate))],
            Reads = card.Reads.ToFrozenSet(StringComparer.Ordinal),
            Authorities = entry.Card.Authorities,
            Revoked = revoked,
            Terms = entry.Card.Terms,
            LogKeys = card is { Log: { } log, Witness: { } witness } ? (log, witness) : null,
        };
    }

    /// <param name="Card">The card in force.</param>
    /// <param name="State">Whether it is suspended.</param>
    public sealed record Entry(CertifiedCard Card, PartnerState State);

    /// <param name="From">The instant from which this view holds.</param>
    /// <param name="Until">The instant at which a key begins or ceases to count.</param>
    /// <param name="Partners">By party id.</param>
    /// <param name="ByTls">By the fingerprint of the certificate they connect with.</param>
    public sealed record View(DateTimeOffset From, DateTimeOffset Until, FrozenDictionary<string, Partner> Partners, FrozenDictionary<string, Partner> ByTls);
}
