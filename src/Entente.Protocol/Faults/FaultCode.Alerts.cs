namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>Reason, case reference, requested action or subject is missing: no alert without them.</summary>
    public static readonly FaultCode AlertIncomplete = new("alert-incomplete", 422, "The alert lacks something that the law requires of every alert.");

    /// <summary>A code, date or number in the alert cannot be what it claims to be.</summary>
    public static readonly FaultCode AlertValue = new("alert-value", 422, "A value in the alert does not have the form of its field.");

    /// <summary>The review date is past, today, or more than a year away.</summary>
    public static readonly FaultCode AlertReview = new("alert-review", 422, "The review date of the alert must lie ahead, and at most one year.");

    /// <summary>Nobody, or an authority that this administration does not have, was named as audience.</summary>
    public static readonly FaultCode AlertAudience = new("alert-audience", 422, "The alert does not say which authorities may see it.");

    /// <summary>An amendment would move the alert to another category.</summary>
    public static readonly FaultCode AlertCategoryFixed = new("alert-category-fixed", 422, "An alert keeps the category it was entered in.");

    /// <summary>The alert follows a published list and changes with it.</summary>
    public static readonly FaultCode AlertFromList = new("alert-from-list", 409, "The alert comes from a published list and changes only with it.");

    /// <summary>The alert was withdrawn.</summary>
    public static readonly FaultCode AlertWithdrawn = new("alert-withdrawn", 409, "The alert has been withdrawn.");

    /// <summary>A list file breaks its publisher's format; nothing of it was stored.</summary>
    public static readonly FaultCode ListMalformed = new("list-malformed", 422, "The list does not follow its publisher's format; nothing of it was stored.");

    /// <summary>An older version than the one in force.</summary>
    public static readonly FaultCode ListOlder = new("list-older", 409, "The list is older than the version in force.");

    /// <summary>More than half of the entries would vanish: rather a broken file than a new list.</summary>
    public static readonly FaultCode ListShrunk = new("list-shrunk", 409, "The list would withdraw more than half of the entries in force.");

    /// <summary>A judgement without its reason.</summary>
    public static readonly FaultCode HitReason = new("hit-reason", 422, "A judgement needs its reason.");

    /// <summary>Another officer works on the hit.</summary>
    public static readonly FaultCode HitTaken = new("hit-taken", 409, "Another officer has taken this hit.", mayRetry: true);

    /// <summary>A report on a hit that nobody has judged true.</summary>
    public static readonly FaultCode HitNotTrue = new("hit-not-true", 409, "Only a hit that was judged true is reported.");

    /// <summary>A report that leaves out what the owner of the alert needs.</summary>
    public static readonly FaultCode HitReportIncomplete = new("hit-report-incomplete", 422, "The report lacks something that the owner of the alert needs.");
}
