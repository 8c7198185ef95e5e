using Entente.As4.Messaging;

namespace Entente.As4;

/// <summary>One document or attachment, as the producer hands it in and the consumer gets it: never compressed, never encrypted.</summary>
/// <param name="ContentId">The Content-ID without brackets, by which payloads may refer to each other.</param>
/// <param name="MimeType">The media type before compression, for example <c>application/json</c>.</param>
/// <param name="Content">The content. As the reader returns it, exactly what was signed, after decompression.</param>
public sealed record Payload(string ContentId, string MimeType, ReadOnlyMemory<byte> Content)
{
    /// <summary>The encoding of an XML document, in the spelling of XML 1.0 (4.3.3), for example <c>utf-8</c>.</summary>
    public string? CharacterSet { get; init; }

    /// <summary>The name that the file had, sent as Content-Disposition. It is not signed, so nothing may be decided by it.</summary>
    public string? FileName { get; init; }

    public PartSchema? Schema { get; init; }

    public Description? Description { get; init; }

    /// <summary>Further properties. MimeType, CharacterSet and CompressionType are not among them: the profile keeps those for itself.</summary>
    public IReadOnlyList<MessageProperty> Properties { get; init; } = [];
}
