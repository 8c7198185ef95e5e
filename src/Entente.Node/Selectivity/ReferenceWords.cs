using Entente.Node.Console;

namespace Entente.Node.Selectivity;

/// <summary>Reference lists in words; the text table translates them.</summary>
internal static class ReferenceWords
{
    extension(Text t)
    {
        public string ListOf(string name) => ReferenceNames.Find(name) switch
        {
            ReferenceKind.Locode => "UN/LOCODE",
            ReferenceKind.Hs => t["Harmonized System"],
            _ => name,
        };

        public string StateOf(OfferedLine offer) => offer.State switch
        {
            OfferedListState.Offered when offer.IsWaiting => t["Waits for a decision"],
            OfferedListState.Offered => t["Erased undecided"],
            OfferedListState.Loaded => t["Loaded"],
            OfferedListState.Dismissed => t["Dismissed"],
            _ => t["Replaced by a later one"],
        };
    }
}
