using Entente.Node.Evidence;

namespace Entente.Node.Assistance;

/// <summary>What is put on record of information that nobody had asked for.</summary>
internal static class InformationActs
{
    public static readonly Act Given = new("information.given", "Gave a partner information that nobody had asked for");
    public static readonly Act Refused = new("information.refused", "Could not give a partner information, or tell what came of it");
    public static readonly Act Arrived = new("information.arrived", "Was given information by a partner that nobody had asked for");
    public static readonly Act Listed = new("information.listed", "Looked through the information that nobody had asked for");
    public static readonly Act Shown = new("information.shown", "Looked at information that nobody had asked for");
    public static readonly Act DocumentShown = new("information.document-shown", "Fetched a document that came with information");
    public static readonly Act Erased = new("information.erased", "Erased what a partner told, as it may be kept no longer");
    public static readonly Act Kept = new("information.use-refused", "Was not shown what a partner gave, because its clause does not permit that use");
    public static readonly Act OutcomeTold = new("information.outcome-told", "Told a partner what came of its information");
    public static readonly Act OutcomeHeard = new("information.outcome-heard", "Heard from a partner what came of the information given to it");
}
