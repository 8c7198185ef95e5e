namespace Entente.As4.Mime;

/// <summary>One part of a multipart/related message: who it is, its headers in their order, and its content after transfer decoding.</summary>
/// <param name="ContentId">The Content-ID without its angle brackets; the empty string where the part has none.</param>
/// <param name="Headers">All headers in the order they stood in, Content-ID included, unfolded but otherwise as they were written.</param>
/// <param name="Content">The content. It may be a window into the received message, which therefore MUST NOT be changed while the part is used.</param>
public sealed record MimePart(string ContentId, IReadOnlyList<MimeHeader> Headers, ReadOnlyMemory<byte> Content)
{
    /// <summary>The value of a header, whose name is compared without regard to case; <see langword="null"/> where it is absent.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>The same part with one header set: in its place if it was there, at the end otherwise.</summary>
    public MimePart WithHeader(string name, string value)
    {
        var header = new MimeHeader(name, value);
        var place = Headers.TakeWhile(other => !other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Count();
        return this with { Headers = [.. Headers.Take(place), header, .. Headers.Skip(place + 1)] };
    }
}
