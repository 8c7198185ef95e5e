namespace Entente.Node.Evidence;

/// <summary>What this module puts on record: whoever reads the records is on record too.</summary>
internal static class EvidenceActs
{
    public static readonly Act Listed = new("record.listed", "Listed records");
    public static readonly Act Read = new("record.read", "Read a record");
}
