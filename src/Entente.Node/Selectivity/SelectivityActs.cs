using Entente.Node.Evidence;

namespace Entente.Node.Selectivity;

/// <summary>What this module puts on record.</summary>
internal static class SelectivityActs
{
    public static readonly Act Received = new("declaration.received", "Declaration taken in and screened");
    public static readonly Act Refused = new("declaration.refused", "Declaration refused");
    public static readonly Act Read = new("declaration.read", "Declaration shown");
    public static readonly Act Listed = new("declaration.listed", "List of declarations shown");
    public static readonly Act Searched = new("declaration.searched", "Declarations searched") { IsSearch = true };
    public static readonly Act RefusalsListed = new("refusal.listed", "Refused declarations shown");
    public static readonly Act ReferenceImported = new("reference.imported", "Reference list imported");

    public static readonly Act ReferenceSent = new("reference.sent", "Reference list sent to a partner");
    public static readonly Act ReferenceOffered = new("reference.offered", "Reference list sent by a partner");
    public static readonly Act ReferenceLoaded = new("reference.loaded", "Reference list of a partner loaded");
    public static readonly Act ReferenceDismissed = new("reference.dismissed", "Reference list of a partner dismissed");

    public const string Kind = "declaration";
    public const string RefusalKind = "refusal";
    public const string ReferenceKind = "reference-list";
}
