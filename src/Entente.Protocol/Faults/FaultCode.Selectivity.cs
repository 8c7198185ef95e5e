namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>A reference that is already taken by a declaration with other content.</summary>
    public static readonly FaultCode IntakeReferenceReused = new("intake-reference-reused", 409, "Another declaration was already lodged under this reference.");

    /// <summary>More declarations in one batch than the limit; those before it were taken in.</summary>
    public static readonly FaultCode IntakeBatchTooLong = new("intake-batch-too-long", 413, "The batch holds more declarations than this node takes at once.");

    /// <summary>A CSV mapping that this node does not have.</summary>
    public static readonly FaultCode IntakeUnknownMapping = new("intake-unknown-mapping", 422, "This node has no column mapping of that name.");

    /// <summary>A request without a single declaration in it.</summary>
    public static readonly FaultCode IntakeEmpty = new("intake-empty", 400, "There was no declaration in what was sent.");

    /// <summary>A filter or place in a list that cannot be read.</summary>
    public static readonly FaultCode IntakeFilter = new("intake-filter", 400, "A filter of the list cannot be read.");

    /// <summary>A remark, not a refusal: a code that the reference list in force does not have.</summary>
    public static readonly FaultCode ReferenceUnknownCode = new("reference-unknown-code", 422, "A code is not in the reference list in force.");

    /// <summary>A reference list that lacks a column or holds a row that cannot be read.</summary>
    public static readonly FaultCode ReferenceMalformed = new("reference-malformed", 422, "The reference list does not have the published form.");

    /// <summary>A reference list older than, or other than, the one already in force.</summary>
    public static readonly FaultCode ReferenceNotNewer = new("reference-not-newer", 409, "A list of this date or a newer one is already in force.");

    /// <summary>A list is to be sent of which no version is loaded.</summary>
    public static readonly FaultCode ReferenceNotLoaded = new("reference-not-loaded", 409, "No version of this list is loaded here.");

    /// <summary>A list of a partner that was loaded, dismissed or replaced, or may be kept no longer.</summary>
    public static readonly FaultCode ReferenceOfferClosed = new("reference-offer-closed", 409, "The list that the partner sent waits no more.");
}
