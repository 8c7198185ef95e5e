using Entente.As4.Security;
using Entente.EvidenceFiles;
using Entente.Node.Platform;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>All cards that ever counted of this node and of some partners, and which of them are needed to verify something.</summary>
internal sealed class CardShelf
{
    private readonly List<Card> cards;
    private readonly List<Card> used = [];

    private CardShelf(List<Card> cards) => this.cards = cards;

    /// <summary>The cards that were needed, and of the own ones those that lead back to them from the newest.</summary>
    public IReadOnlyList<(EnclosedCard Listed, byte[] File)> Used => [.. used.Concat(Between()).Distinct().Select(card => (card.Listed, System.Text.Encoding.UTF8.GetBytes(card.Signed.ToString())))];

    public static CardShelf Read(Session session, string ownParty, IEnumerable<string> partners)
    {
        List<Card> cards = [.. session.Query<OwnRow>("SELECT card, signature FROM own_card ORDER BY version DESC").Select(row => Card.Of(row.Card, row.Signature, null)).OfType<Card>()];
        foreach (var partner in partners.Distinct(StringComparer.Ordinal).Where(partner => partner != ownParty))
        {
            // A partner file has no signature, and vouches for nothing to others.
            cards.AddRange(PartnerVersionRow.Of(session, partner).Where(row => row.Signature.Length > 0).Select(row => Card.Of(row.Card, row.Signature, row.Record)).OfType<Card>());
        }

        return new(cards);
    }

    /// <summary>Accepts the signing certificates of a party that were good then.</summary>
    public AcceptSigner By(string party) => (claim, at) =>
        cards.Where(card => card.Listed.Party == party).SelectMany(card => card.Keys).Where(key => key.From <= at && at <= key.Until).Select(key => key.Certificate).FirstOrDefault(claim.Names);

    /// <summary>Takes the newest card of a party that lists a certificate. Whether there is one.</summary>
    public bool Use(string party, Certificate certificate)
    {
        if (cards.Find(one => one.Listed.Party == party && one.Keys.Any(key => key.Certificate.Equals(certificate))) is not { } card)
        {
            return false;
        }

        if (!used.Contains(card))
        {
            used.Add(card);
        }

        return true;
    }

    // Who knows the newest card reaches an older one over cards each of which is signed by a key that a later one lists.
    private HashSet<Card> Between()
    {
        HashSet<Card> needed = [];
        if (used.Find(card => card.Listed.Approval is null) is not { } own)
        {
            return needed;
        }

        var cardsOf = cards.Where(card => card.Listed.Party == own.Listed.Party).ToList();
        Dictionary<Card, Card?> from = new() { [cardsOf[0]] = null };
        var waiting = new Queue<Card>([cardsOf[0]]);
        while (waiting.TryDequeue(out var later))
        {
            foreach (var card in cardsOf.Where(card => !from.ContainsKey(card) && later.Keys.Any(key => key.Certificate.Equals(card.Keys[0].Certificate))))
            {
                from[card] = later;
                waiting.Enqueue(card);
            }
        }

        foreach (var card in used.Where(from.ContainsKey))
        {
            for (var step = card; step is not null; step = from[step])
            {
                needed.Add(step);
            }
        }

        return needed;
    }

    private sealed record OwnRow
    {
        public byte[] Card { get; init; } = [];

        public byte[] Signature { get; init; } = [];
    }

    private sealed record Card(SignedCard Signed, EnclosedCard Listed, IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until, Certificate Certificate)> Keys)
    {
        public static Card? Of(byte[] bytes, byte[] signature, long? approval) => SignedCard.Of(bytes, signature, out _) is not { } signed ? null : new(
            signed,
            new(signed.Card.Party, signed.Card.Version, signed.Fingerprint, approval),
            [.. from key in signed.Card.Keys
                where key.Purpose == KeyPurpose.Sign
                let certificate = Certificate.TryParse(key.Certificate)
                where certificate is not null
                select (key.From, key.Until, certificate)]);
    }
}
