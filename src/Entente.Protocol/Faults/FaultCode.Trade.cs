namespace Entente.Protocol.Faults;

public sealed partial record FaultCode
{
    /// <summary>No reader knows the first bytes, or they are not of the format that was named.</summary>
    public static readonly FaultCode TradeUnknownFormat = new("trade-unknown-format", 415, "The document is in no format that this node reads.");

    /// <summary>A well-formed document that is no declaration, amendment, cancellation or notification.</summary>
    public static readonly FaultCode TradeUnknownDocument = new("trade-unknown-document", 422, "The document is not a trade document that this node reads.");

    /// <summary>Bytes that are not text of the declared or expected encoding.</summary>
    public static readonly FaultCode TradeEncoding = new("trade-encoding", 400, "The document is not written in the encoding that it declares.");

    /// <summary>The document ends before it is complete.</summary>
    public static readonly FaultCode TradeTruncated = new("trade-truncated", 400, "The document ends before it is complete.");

    /// <summary>XML that is not well-formed.</summary>
    public static readonly FaultCode TradeXmlMalformed = new("trade-xml-malformed", 400, "The XML document is not well-formed.");

    /// <summary>XML with a document type declaration, which could name files or expand without end.</summary>
    public static readonly FaultCode TradeDtdRefused = new("trade-dtd-refused", 400, "The XML document has a document type declaration, which is never read.");

    /// <summary>Elements nested deeper than the limit.</summary>
    public static readonly FaultCode TradeTooDeep = new("trade-too-deep", 400, "The XML document is nested too deeply.");

    /// <summary>One document, message or row is larger than the limit.</summary>
    public static readonly FaultCode TradeTooLarge = new("trade-too-large", 413, "The document is larger than this node reads.");

    /// <summary>One value has more characters than the limit.</summary>
    public static readonly FaultCode TradeValueTooLong = new("trade-value-too-long", 400, "A value of the document is longer than this node reads.");

    /// <summary>More goods items in one declaration than the limit.</summary>
    public static readonly FaultCode TradeTooManyItems = new("trade-too-many-items", 413, "The declaration has more goods items than this node reads.");

    /// <summary>Nothing by which the declaration could be known again.</summary>
    public static readonly FaultCode TradeMissingReference = new("trade-missing-reference", 422, "The declaration has no reference.");

    /// <summary>The same declaration came twice in one batch.</summary>
    public static readonly FaultCode TradeDuplicateReference = new("trade-duplicate-reference", 409, "The batch holds the same declaration twice.");

    /// <summary>EDIFACT that breaks the syntax rules of ISO 9735.</summary>
    public static readonly FaultCode TradeEdifactSyntax = new("trade-edifact-syntax", 400, "The EDIFACT interchange breaks the syntax rules.");

    /// <summary>A trailer whose count or reference does not agree with what came before it.</summary>
    public static readonly FaultCode TradeEdifactCount = new("trade-edifact-count", 400, "The EDIFACT trailer does not agree with what came before it.");

    /// <summary>CSV was sent and nobody said what its columns mean.</summary>
    public static readonly FaultCode TradeMappingMissing = new("trade-mapping-missing", 422, "A CSV file can only be read with a mapping of its columns.");

    /// <summary>A mapping file that cannot be used.</summary>
    public static readonly FaultCode TradeMappingInvalid = new("trade-mapping-invalid", 422, "The column mapping cannot be used.");

    /// <summary>The mapping names a column that the file does not have.</summary>
    public static readonly FaultCode TradeUnknownColumn = new("trade-unknown-column", 422, "The mapping names a column that the file does not have.");

    /// <summary>A row with more or fewer fields than the header, or with a stray quote.</summary>
    public static readonly FaultCode TradeCsvRow = new("trade-csv-row", 400, "A row of the CSV file does not have the form of the header.");

    /// <summary>A remark, not a refusal: an identifier whose check digit is wrong.</summary>
    public static readonly FaultCode TradeCheckDigit = new("trade-check-digit", 422, "An identifier has a wrong check digit.");

    /// <summary>A remark: a code that is not in its list.</summary>
    public static readonly FaultCode TradeUnknownCode = new("trade-unknown-code", 422, "A code is not in its list.");

    /// <summary>A remark: a value that is no number, date or code of its type.</summary>
    public static readonly FaultCode TradeInvalidValue = new("trade-invalid-value", 422, "A value does not have the form of its type.");

    /// <summary>A remark: a declared total that the lines do not add up to.</summary>
    public static readonly FaultCode TradeTotalMismatch = new("trade-total-mismatch", 422, "A declared total does not agree with the lines.");
}
