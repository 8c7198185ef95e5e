using System.Collections.Frozen;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>Which document types are contracts of carriage: the numbers by which partners ask for a consignment.</summary>
internal static class TransportDocuments
{
    /// <summary>
    /// UN/EDIFACT 1001 codes of bills of lading, sea and air waybills, CMR, CIM, forwarders' and post documents. EU formats write them
    /// with an <c>N</c> before (<c>N705</c>).
    /// </summary>
    private static readonly FrozenSet<string> Codes = FrozenSet.ToFrozenSet(
        ["703", "704", "705", "706", "707", "710", "712", "713", "714", "716", "720", "722", "730", "740", "741", "743", "750", "760", "761", "763", "765", "766", "787"],
        StringComparer.Ordinal);

    public static bool IsTransportDocument(string type) => Codes.Contains(type is ['N', .. var code] ? code : type);
}
