using System.Xml;
using Entente.As4.Mime;

namespace Entente.As4.Security;

/// <summary>A message ready for the wire.</summary>
/// <param name="Envelope">The envelope with its security header. White space in it MUST NOT be changed any more.</param>
/// <param name="Parts">The attachments in their order, encrypted where there was a recipient.</param>
/// <param name="References">What was signed; a receipt must repeat exactly these.</param>
public sealed record SecuredMessage(XmlDocument Envelope, IReadOnlyList<MimePart> Parts, IReadOnlyList<SignatureReference> References);
