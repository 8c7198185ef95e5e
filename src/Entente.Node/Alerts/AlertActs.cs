using Entente.Node.Evidence;

namespace Entente.Node.Alerts;

/// <summary>What this module puts on record.</summary>
internal static class AlertActs
{
    public static readonly Act Created = new("alert.created", "Entered an alert");
    public static readonly Act Amended = new("alert.amended", "Amended an alert");
    public static readonly Act Withdrawn = new("alert.withdrawn", "Withdrew an alert");
    public static readonly Act Shown = new("alert.shown", "Looked at an alert");
    public static readonly Act Listed = new("alert.listed", "Looked through the alerts");
    public static readonly Act Searched = new("alert.searched", "Searched the alerts");
    public static readonly Act ListImported = new("list.imported", "Imported a list");
    public static readonly Act ListChunk = new("list.chunk-imported", "Imported part of a list");
    public static readonly Act HitRaised = new("hit.raised", "Raised a hit");
    public static readonly Act HitRenewed = new("hit.renewed", "Raised a hit again because one side changed");
    public static readonly Act HitShown = new("hit.shown", "Looked at a hit");
    public static readonly Act HitsListed = new("hit.listed", "Looked through the hits");
    public static readonly Act HitClaimed = new("hit.claimed", "Took a hit");
    public static readonly Act HitReleased = new("hit.released", "Gave a hit back");
    public static readonly Act HitJudged = new("hit.judged", "Judged a hit");
    public static readonly Act HitReported = new("hit.reported", "Reported what was done about a hit");
}
