namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>More rows than one file may have.</summary>
    public static readonly FaultCode ExportTooLong = new("export-too-long", 422, "The table is too long for one file; narrow it by its filter.");

    /// <summary>An approval was asked of the officer who made the request.</summary>
    public static readonly FaultCode ExportOwn = new("export-own", 422, "Nobody approves an export of one's own.");

    /// <summary>A request that was decided, fetched or left to expire.</summary>
    public static readonly FaultCode ExportSpent = new("export-spent", 410, "This export was fetched or decided already, or has expired.");

    /// <summary>A file was asked for before a second officer approved it.</summary>
    public static readonly FaultCode ExportWaits = new("export-waits", 409, "This export waits for the approval of a second officer.", mayRetry: true);

    /// <summary>Approver, rows or question are not what they were when it was approved.</summary>
    public static readonly FaultCode ExportChanged = new("export-changed", 409, "What was approved holds no more; ask for the export again.");
}
