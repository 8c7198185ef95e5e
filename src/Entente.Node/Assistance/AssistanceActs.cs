using Entente.Assistance;
using Entente.Node.Evidence;

namespace Entente.Node.Assistance;

/// <summary>What this module puts on record.</summary>
internal static class AssistanceActs
{
    public static readonly Act Drafted = new("assistance.drafted", "Drafted a request for assistance");
    public static readonly Act Listed = new("assistance.listed", "Looked through the requests for assistance");
    public static readonly Act Shown = new("assistance.shown", "Looked at a request for assistance");
    public static readonly Act DocumentShown = new("assistance.document-shown", "Fetched a document of a request for assistance");
    public static readonly Act Erased = new("assistance.erased", "Erased what a partner gave in a request for assistance, as it may be kept no longer");
    public static readonly Act Kept = new("assistance.use-refused", "Was not shown what a partner gave, because its clause does not permit that use");
    public static readonly Act LedgerShown = new("assistance.ledger-shown", "Looked at the ledger of assistance");
    public static readonly Act DocumentAdded = new("assistance.document-added", "Put a document into a request for assistance");
    public static readonly Act Stepped = new("assistance.stepped", "Took a step in a request for assistance");
    public static readonly Act Refused = new("assistance.step-refused", "Could not take a step in a request for assistance");
    public static readonly Act Arrived = new("assistance.arrived", "Heard from a partner about a request for assistance");
    public static readonly Act NotTaken = new("assistance.not-taken", "Noted that a partner has not taken a step in a request for assistance");
    public static readonly Act TooLate = new("assistance.too-late", "Heard from a partner when a request for assistance had gone on");

    /// <summary>The step, as it stands in the detail of a record.</summary>
    public static string Of(CaseStep step) => Entente.Agreements.Words.Of(step);
}
