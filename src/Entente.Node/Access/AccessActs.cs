using Entente.Node.Evidence;

namespace Entente.Node.Access;

/// <summary>What this module puts on record.</summary>
internal static class AccessActs
{
    public static readonly Act SignedIn = new("access.signed-in", "Signed in");
    public static readonly Act SignedOut = new("access.signed-out", "Signed out");
    public static readonly Act PurposeStated = new("access.purpose-stated", "Stated a purpose");
    public static readonly Act Refused = new("access.refused", "Was refused access");
    public static readonly Act OfficerAdded = new("access.officer-added", "Added an officer");
    public static readonly Act OfficerInvited = new("access.officer-invited", "Issued an invitation");
    public static readonly Act OfficerChanged = new("access.officer-changed", "Changed an officer's roles");
    public static readonly Act OfficerDeactivated = new("access.officer-deactivated", "Deactivated an officer");
    public static readonly Act OfficerReactivated = new("access.officer-reactivated", "Reactivated an officer");
    public static readonly Act PasskeyAdded = new("access.passkey-added", "Added a security key");
    public static readonly Act PasskeyRemoved = new("access.passkey-removed", "Removed a security key");
    public static readonly Act FeedAdded = new("access.feed-added", "Admitted a feed");
    public static readonly Act FeedRenewed = new("access.feed-renewed", "Gave a feed another token");
    public static readonly Act FeedRevoked = new("access.feed-revoked", "Revoked a feed");
    public static readonly Act OfficersListed = new("access.officers-listed", "Looked through the officers");
    public static readonly Act OfficerShown = new("access.officer-shown", "Looked at an officer's account");
    public static readonly Act FeedsListed = new("access.feeds-listed", "Looked through the feeds");

    public static IReadOnlyList<Act> All { get; } =
    [
        SignedIn, SignedOut, PurposeStated, Refused, OfficerAdded, OfficerInvited, OfficerChanged, OfficerDeactivated,
        OfficerReactivated, PasskeyAdded, PasskeyRemoved, FeedAdded, FeedRenewed, FeedRevoked,
        OfficersListed, OfficerShown, FeedsListed,
    ];
}
