namespace Entente.Node.Evidence;

/// <summary>What this module puts on record: whoever reads the records is on record too.</summary>
internal static class EvidenceActs
{
    public static readonly Act Listed = new("record.listed", "Listed records");
    public static readonly Act Read = new("record.read", "Read a record");
    public static readonly Act Sought = new("record.sought", "Looked for a record by a hash");
    public static readonly Act Proven = new("record.proven", "Took the proof of a record");
    public static readonly Act Erased = new("record.erased", "Erased what was said in a record");
    public static readonly Act LogBegun = new("log.begun", "Began a new log");
    public static readonly Act LogResumed = new("log.resumed", "Let the log sign without its witnesses having been asked");
    public static readonly Act WitnessRestored = new("log.witness-restored", "Found the store behind what this node's witness has signed");
    public static readonly Act AlarmRaised = new("log.alarm", "Found the log of a partner wrong");
    public static readonly Act AlarmEnded = new("log.alarm-ended", "Found the log of a partner right again");
    public static readonly Act DamageFound = new("log.damaged", "Found what this node has signed altered or gone from its store");
    public static readonly Act DamageRepaired = new("log.repaired", "Found what this node has signed in its store again");
}
