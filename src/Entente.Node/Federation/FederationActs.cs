using Entente.Node.Evidence;

namespace Entente.Node.Federation;

/// <summary>What this module puts on record.</summary>
internal static class FederationActs
{
    public static readonly Act CardIssued = new("node-card.issued", "Signed a new card of this node");
    public static readonly Act KeysRotated = new("own-key.rotated", "Made new keys for this node");
    public static readonly Act KeysSwitched = new("own-key.switched", "Took the new keys of this node into use");
    public static readonly Act KeysRetired = new("own-key.retired", "Retired old keys of this node");
    public static readonly Act KeyCertified = new("own-key.certified", "Put in the certificates that an authority issued for a key of this node");
    public static readonly Act Proposed = new("partner.proposed", "Proposed a partner's card");
    public static readonly Act Offered = new("partner.offered", "Sent this node its new card");
    public static readonly Act TakenUp = new("partner.taken-up", "Took up a card that a partner offered");
    public static readonly Act Approved = new("partner.approved", "Approved a partner's card");
    public static readonly Act Rejected = new("partner.rejected", "Rejected a partner's card");
    public static readonly Act Mistyped = new("partner.fingerprint-wrong", "Typed a wrong fingerprint for a partner's card");
    public static readonly Act KeyRevoked = new("partner.key-revoked", "Revoked a partner's key");
    public static readonly Act Suspended = new("partner.suspended", "Suspended a partner");
    public static readonly Act Resumed = new("partner.resumed", "Resumed the exchange with a partner");
    public static readonly Act Collecting = new("partner.collecting", "Set how often messages are fetched from a partner");
    public static readonly Act Listed = new("partner.listed", "Looked through the partners");
    public static readonly Act Shown = new("partner.shown", "Looked at a partner");
}
