namespace Entente.As4.Messaging;

/// <summary>The fixed values of ebMS 3.0 that stand in headers.</summary>
public static class EbmsNames
{
    /// <summary>The service whose messages are never delivered (Core, 5.2.2.8).</summary>
    public const string TestService = "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/service";

    /// <summary>The action that asks for nothing but a receipt (Core, 5.2.2.9).</summary>
    public const string TestAction = "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/test";

    /// <summary>The channel of a message that names none; nobody may pull from it (eDelivery AS4 1.15, 4.5).</summary>
    public const string DefaultMpc = "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/defaultMPC";

    /// <summary>The message property that names the first corner.</summary>
    public const string OriginalSender = "originalSender";

    /// <summary>The message property that names the fourth corner.</summary>
    public const string FinalRecipient = "finalRecipient";

    /// <summary>The message property that follows a message through all four corners.</summary>
    public const string TrackingIdentifier = "trackingIdentifier";

    internal const string MimeType = "MimeType";
    internal const string CharacterSet = "CharacterSet";
    internal const string CompressionType = "CompressionType";
    internal const string Gzip = "application/gzip";

    internal const string Ebbp = "http://docs.oasis-open.org/ebxml-bp/ebbp-signals-2.0";
    internal const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
    internal const string Xml = "http://www.w3.org/XML/1998/namespace";
}
