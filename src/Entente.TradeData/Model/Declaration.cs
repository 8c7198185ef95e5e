namespace Entente.TradeData.Model;

/// <summary>What a document declares to customs, whatever format it came in: who sends what to whom, how and along which way.</summary>
/// <remarks>
/// Values are kept as declared, trimmed only. A code that is unknown or a check digit that is wrong does not stop the reading: it is
/// reported as a <see cref="Remark"/> of the <see cref="LossReport"/>, since what was declared wrongly is itself a risk signal.
/// </remarks>
public sealed record Declaration
{
    // A list's initializer also turns null into an empty list, because the generated JSON reader passes null for members that are absent.

    /// <summary>What the document is for.</summary>
    public required DeclarationKind Kind { get; init; }

    /// <summary>Whether it declares anew, changes or withdraws what was declared, or tells what became of it.</summary>
    public DeclarationFunction Function { get; init; }

    /// <summary>The administration's code for what became of the declaration, where <see cref="Function"/> is a notification.</summary>
    public string? NotificationCode { get; init; }

    /// <summary>The reference by which the sender and customs know it: MRN, else local reference number, else document number.</summary>
    public required string Reference { get; init; }

    /// <summary>The sender's own reference where <see cref="Reference"/> is the administration's.</summary>
    public string? LocalReference { get; init; }

    /// <summary>The message function or version: a correction of the same reference has a higher number.</summary>
    public int Version { get; init => field = Math.Max(1, value); } = 1;

    /// <summary>The type and procedure as declared, for example <c>IMA</c>, <c>EXD</c>, <c>T1</c>.</summary>
    public string? Procedure { get; init; }

    /// <summary>When the sender says it was lodged or issued; without a time where the format has none.</summary>
    public DateTimeOffset? LodgedAt { get; init; }

    /// <summary>Customs offices by what they do for this declaration.</summary>
    public IReadOnlyList<OfficeReference> Offices { get; init; } = [];

    /// <summary>Parties to the declaration as a whole: declarant, representative, importer, exporter, carrier.</summary>
    public IReadOnlyList<Party> Parties { get; init; } = [];

    /// <summary>Gross mass of the whole in kilograms, where it is declared above the consignments.</summary>
    public decimal? GrossMass { get; init; }

    /// <summary>Number of packages of the whole, where it is declared above the consignments.</summary>
    public int? PackageCount { get; init; }

    /// <summary>The invoice total as declared.</summary>
    public Money? InvoiceTotal { get; init; }

    /// <summary>Documents, licences and authorisations cited for the whole.</summary>
    public IReadOnlyList<DocumentReference> Documents { get; init; } = [];

    /// <summary>What moves: one consignment, or one per master transport document of a manifest.</summary>
    public IReadOnlyList<Consignment> Consignments { get; init; } = [];

    /// <summary>Whether a simulation made this; shown wherever the declaration is.</summary>
    public bool Simulated { get; init; }
}

/// <summary>What a document is lodged for.</summary>
public enum DeclarationKind { Import, Export, Transit, EntrySummary, ExitSummary, CargoReport, ArrivalNotice, ConveyanceReport, TravellerCash, Other }

/// <summary>What a document does to the declaration of its reference.</summary>
public enum DeclarationFunction { Original, Amendment, Cancellation, Notification }

/// <summary>A customs office and its part in the declaration.</summary>
/// <param name="Role">For example lodgement, departure, destination, first entry, exit, supervising.</param>
/// <param name="Code">The office's code as declared, for example <c>NL000510</c>.</param>
public sealed record OfficeReference(OfficeRole Role, string Code);

public enum OfficeRole { Lodgement, Departure, Destination, Transit, FirstEntry, SubsequentEntry, Exit, Presentation, Supervising }
