using System.Collections.Frozen;

namespace Entente.As4.Messaging;

/// <summary>How much harm an error means: whether the message is lost (<see cref="Failure"/>) or was only remarked upon.</summary>
public enum EbmsSeverity
{
    Warning,
    Failure,
}

/// <summary>One row per error of ebMS 3.0 (Core, 6.7) and AS4 (3.6): everything that goes into the attributes of an <c>eb:Error</c> but the case at hand.</summary>
public sealed record EbmsErrorCode
{
    public static readonly EbmsErrorCode ValueNotRecognized = new("EBMS:0001", "ValueNotRecognized", EbmsSeverity.Failure, "Content", "ebMS");
    public static readonly EbmsErrorCode FeatureNotSupported = new("EBMS:0002", "FeatureNotSupported", EbmsSeverity.Warning, "Content", "ebMS");
    public static readonly EbmsErrorCode ValueInconsistent = new("EBMS:0003", "ValueInconsistent", EbmsSeverity.Failure, "Content", "ebMS");
    public static readonly EbmsErrorCode Other = new("EBMS:0004", "Other", EbmsSeverity.Failure, "Content", "ebMS");
    public static readonly EbmsErrorCode ConnectionFailure = new("EBMS:0005", "ConnectionFailure", EbmsSeverity.Failure, "Communication", "ebMS");
    public static readonly EbmsErrorCode EmptyMessagePartitionChannel = new("EBMS:0006", "EmptyMessagePartitionChannel", EbmsSeverity.Warning, "Communication", "ebMS");
    public static readonly EbmsErrorCode MimeInconsistency = new("EBMS:0007", "MimeInconsistency", EbmsSeverity.Failure, "Unpackaging", "ebMS");

    /// <summary>The standard gives EBMS:0002 and EBMS:0008 the same short description; this one is about what is present or absent in the package.</summary>
    public static readonly EbmsErrorCode PackageFeatureNotSupported = new("EBMS:0008", "FeatureNotSupported", EbmsSeverity.Failure, "Unpackaging", "ebMS");
    public static readonly EbmsErrorCode InvalidHeader = new("EBMS:0009", "InvalidHeader", EbmsSeverity.Failure, "Unpackaging", "ebMS");
    public static readonly EbmsErrorCode ProcessingModeMismatch = new("EBMS:0010", "ProcessingModeMismatch", EbmsSeverity.Failure, "Processing", "ebMS");
    public static readonly EbmsErrorCode ExternalPayloadError = new("EBMS:0011", "ExternalPayloadError", EbmsSeverity.Failure, "Content", "ebMS");
    public static readonly EbmsErrorCode FailedAuthentication = new("EBMS:0101", "FailedAuthentication", EbmsSeverity.Failure, "Processing", "security");
    public static readonly EbmsErrorCode FailedDecryption = new("EBMS:0102", "FailedDecryption", EbmsSeverity.Failure, "Processing", "security");
    public static readonly EbmsErrorCode PolicyNoncompliance = new("EBMS:0103", "PolicyNoncompliance", EbmsSeverity.Failure, "Processing", "security");
    public static readonly EbmsErrorCode DysfunctionalReliability = new("EBMS:0201", "DysfunctionalReliability", EbmsSeverity.Failure, "Processing", "reliability");
    public static readonly EbmsErrorCode DeliveryFailure = new("EBMS:0202", "DeliveryFailure", EbmsSeverity.Failure, "Communication", "reliability");
    public static readonly EbmsErrorCode MissingReceipt = new("EBMS:0301", "MissingReceipt", EbmsSeverity.Failure, "Communication", "ebMS");
    public static readonly EbmsErrorCode InvalidReceipt = new("EBMS:0302", "InvalidReceipt", EbmsSeverity.Failure, "Communication", "ebMS");
    public static readonly EbmsErrorCode DecompressionFailure = new("EBMS:0303", "DecompressionFailure", EbmsSeverity.Failure, "Communication", "ebMS");

    private EbmsErrorCode(string id, string shortDescription, EbmsSeverity severity, string category, string origin) =>
        (Id, ShortDescription, Severity, Category, Origin) = (id, shortDescription, severity, category, origin);

    /// <summary>The code on the wire, for example <c>EBMS:0303</c>.</summary>
    public string Id { get; }

    /// <summary>The standard's name of the error, for example <c>DecompressionFailure</c>.</summary>
    public string ShortDescription { get; }

    /// <summary>The severity that the standard recommends, which is the one we send.</summary>
    public EbmsSeverity Severity { get; }

    /// <summary>At which stage the error lies: <c>Content</c>, <c>Communication</c>, <c>Unpackaging</c> or <c>Processing</c>.</summary>
    public string Category { get; }

    /// <summary>The module in which the error was found: <c>ebMS</c>, <c>security</c> or <c>reliability</c>.</summary>
    public string Origin { get; }

    /// <summary>Every row by its code.</summary>
    public static FrozenDictionary<string, EbmsErrorCode> All { get; } = new[]
    {
        ValueNotRecognized, FeatureNotSupported, ValueInconsistent, Other, ConnectionFailure, EmptyMessagePartitionChannel, MimeInconsistency,
        PackageFeatureNotSupported, InvalidHeader, ProcessingModeMismatch, ExternalPayloadError, FailedAuthentication, FailedDecryption,
        PolicyNoncompliance, DysfunctionalReliability, DeliveryFailure, MissingReceipt, InvalidReceipt, DecompressionFailure,
    }.ToFrozenDictionary(row => row.Id, StringComparer.Ordinal);

    public override string ToString() => Id;
}
