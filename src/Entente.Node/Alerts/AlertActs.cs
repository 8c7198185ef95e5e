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
    public static readonly Act Searched = new("alert.searched", "Searched the alerts") { IsSearch = true };
    public static readonly Act ListImported = new("list.imported", "Imported a list");
    public static readonly Act ListChunk = new("list.chunk-imported", "Imported part of a list");
    public static readonly Act HitRaised = new("hit.raised", "Raised a hit");
    public static readonly Act HitRenewed = new("hit.renewed", "Raised a hit again because one side changed");
    public static readonly Act HitShown = new("hit.shown", "Looked at a hit");
    public static readonly Act HitsListed = new("hit.listed", "Looked through the hits");
    public static readonly Act HitsSearched = new("hit.searched", "Looked for the hits of a consignment") { IsSearch = true };
    public static readonly Act HitClaimed = new("hit.claimed", "Took a hit");
    public static readonly Act HitReleased = new("hit.released", "Gave a hit back");
    public static readonly Act HitJudged = new("hit.judged", "Judged a hit");
    public static readonly Act HitReported = new("hit.reported", "Reported what was done about a hit");
    public static readonly Act Shared = new("alert.shared", "Shared an alert with a partner");
    public static readonly Act ShareEnded = new("alert.share-ended", "Ended the sharing of an alert with a partner");
    public static readonly Act ShareRefused = new("alert.share-refused", "Was kept by law from sharing an alert with a partner");
    public static readonly Act ApprovalAsked = new("alert.approval-asked", "Asked for the approval to share an alert with a partner");
    public static readonly Act ShareApproved = new("alert.share-approved", "Approved that an alert is shared with a partner");
    public static readonly Act ShareNotApproved = new("alert.share-not-approved", "Did not approve that an alert is shared with a partner");
    public static readonly Act UseRefused = new("alert.use-refused", "Was kept by law from what a partner gave");
    public static readonly Act ForeignTaken = new("alert.received", "Took over an alert of a partner");
    public static readonly Act ForeignAmended = new("alert.received-amended", "Took over an amended alert of a partner");
    public static readonly Act ForeignWithdrawn = new("alert.received-withdrawn", "Ended an alert of a partner");
    public static readonly Act OwnerTold = new("hit.owner-told", "Told a partner about a hit on its alert");
    public static readonly Act OwnerNotTold = new("hit.owner-not-told", "Could not tell a partner about a hit on its alert");
    public static readonly Act AbroadNoticed = new("abroad-hit.noticed", "Heard of a hit of a partner");
    public static readonly Act AbroadNoticedAgain = new("abroad-hit.noticed-again", "Heard of a hit of a partner again because one side changed");
    public static readonly Act AbroadJudged = new("abroad-hit.judged", "Heard how a partner judged its hit");
    public static readonly Act AbroadReported = new("abroad-hit.reported", "Received a partner's report on its hit");
    public static readonly Act AbroadShown = new("abroad-hit.shown", "Looked at a hit of a partner");
    public static readonly Act AbroadListed = new("abroad-hit.listed", "Looked through the hits of partners");
    public static readonly Act Asked = new("question.asked", "Asked a partner");
    public static readonly Act Answered = new("question.answered", "Answered a partner");
    public static readonly Act WasAsked = new("question.received", "Was asked by a partner");
    public static readonly Act WasAnswered = new("question.answer-received", "Received a partner's answer");
    public static readonly Act CorrespondenceListed = new("question.listed", "Looked through the correspondence");
}
