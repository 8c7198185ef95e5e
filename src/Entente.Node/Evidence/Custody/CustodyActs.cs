namespace Entente.Node.Evidence.Custody;

/// <summary>What custody puts on record.</summary>
internal static class CustodyActs
{
    public const string Kind = "evidence-item";

    public static readonly Act Listed = new("custody.listed", "Listed things that are evidence");
    public static readonly Act Read = new("custody.read", "Looked at the history of a thing that is evidence");
    public static readonly Act Taken = new("custody.taken", "Took a thing into custody");
    public static readonly Act Handed = new("custody.handed", "Handed a thing over to another officer");
    public static readonly Act Received = new("custody.received", "Confirmed to have taken a thing over");
    public static readonly Act Copied = new("custody.copied", "Made a copy of a thing that is evidence");
    public static readonly Act Lent = new("custody.lent", "Lent a thing that is evidence");
    public static readonly Act Returned = new("custody.returned", "Took back a thing that was lent");
    public static readonly Act Ended = new("custody.ended", "Ended the custody of a thing");

    public static readonly Act Begun = new("custody.begun", "Began to hand in the file of a thing");
    public static readonly Act Discarded = new("custody.discarded", "Discarded a file that was begun");
    public static readonly Act Filed = new("custody.filed", "Put the file of a thing into custody");
    public static readonly Act Fetched = new("custody.fetched", "Fetched the file of a thing that is evidence");

    public static readonly Act Sent = new("custody.sent", "Handed a thing over to a partner");
    public static readonly Act Arrived = new("custody.arrived", "Was told that a partner hands a thing over");
    public static readonly Act Confirmed = new("custody.confirmed", "Confirmed from the other side of the border");
    public static readonly Act Declined = new("custody.declined", "Did not take a thing over");
    public static readonly Act Restored = new("custody.restored", "Gave back across the border what was lent");

    public static Act Of(CustodyAct act) => act switch
    {
        CustodyAct.Taken => Taken,
        CustodyAct.Handed => Handed,
        CustodyAct.Received => Received,
        CustodyAct.Copied => Copied,
        CustodyAct.Lent => Lent,
        CustodyAct.Returned => Returned,
        CustodyAct.Ended => Ended,
        CustodyAct.Filed => Filed,
        CustodyAct.Sent => Sent,
        CustodyAct.Arrived => Arrived,
        CustodyAct.Confirmed => Confirmed,
        CustodyAct.Declined => Declined,
        CustodyAct.Restored => Restored,
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, null),
    };

    /// <summary>The steps, as they stand in evidence files: all but who looked.</summary>
    public static readonly IReadOnlyCollection<Act> Steps = [Taken, Handed, Received, Copied, Lent, Returned, Ended, Filed, Sent, Arrived, Confirmed, Declined, Restored];
}
