using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;

namespace Entente.Node.Alerts;

/// <summary>The published lists that this node reads.</summary>
internal enum ListKind
{
    /// <summary>The list of Specially Designated Nationals of the US Office of Foreign Assets Control: <c>sdn.csv</c>, <c>alt.csv</c>, <c>add.csv</c>.</summary>
    OfacSdn = 1,

    /// <summary>The consolidated list of the UN Security Council, XML.</summary>
    UnConsolidated,
}

/// <summary>What a kind of list means for its alerts.</summary>
/// <param name="Name">How screening and officers name it.</param>
/// <param name="Action">What is asked when an entry is met.</param>
/// <param name="LegalBasis">Under what its entries are listed.</param>
internal sealed record ListTerms(string Name, RequestedAction Action, string LegalBasis)
{
    public static ListTerms Of(ListKind kind) => kind switch
    {
        ListKind.OfacSdn => new("OFAC-SDN", RequestedAction.SpecificCheck, "US sanctions programmes, 31 CFR chapter V"),
        ListKind.UnConsolidated => new("UN-SC", RequestedAction.DetainAndNotify, "UN Security Council resolutions under Chapter VII"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>One entry of a list, in the form of an alert.</summary>
/// <param name="Reference">The list's own number for it.</param>
internal sealed record ListEntry(string Reference, AlertContent Content, Listing Listing);

/// <summary>What a file turned out to be: a whole list, or a fault with its line. There is no half.</summary>
internal abstract record ListReading
{
    private ListReading()
    {
    }

    /// <param name="Version">The day of publication, where the file says it.</param>
    public sealed record Read(DateOnly? Version, IReadOnlyList<ListEntry> Entries) : ListReading;

    public sealed record Broken(Fault Fault) : ListReading;
}
