namespace Entente.As4.Mime;

/// <summary>A message as it is packed: the part with the SOAP envelope, and the attachments in the order they were packed in.</summary>
/// <remarks>Without attachments it travels as plain <c>application/soap+xml</c>, otherwise as <c>multipart/related</c>.</remarks>
public sealed record MimePackage(MimePart Root, IReadOnlyList<MimePart> Attachments)
{
    /// <summary>The media type of a SOAP 1.2 envelope.</summary>
    public const string Soap = "application/soap+xml";

    /// <summary>The media type of a package with attachments.</summary>
    public const string Related = "multipart/related";
}
