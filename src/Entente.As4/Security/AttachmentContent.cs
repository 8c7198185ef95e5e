using System.Xml;
using Entente.As4.Mime;
using Entente.As4.Security.Xml;

namespace Entente.As4.Security;

/// <summary>The octets of an attachment that a signature covers (SwA profile 1.1, 5.4.2): XML is made canonical, lines of text end in CR LF, all else stands as it is.</summary>
internal static class AttachmentContent
{
    /// <summary>The octets, which are a window into the part where nothing changes; <see langword="null"/> where XML is malformed or has a document type.</summary>
    /// <param name="left">The most octets, where they are other ones than those of the part.</param>
    /// <param name="isBeyond">Whether there are none because they would be more, or because XML is deeper or names longer namespaces, than allowed.</param>
    public static ReadOnlyMemory<byte>? Canonical(MimePart part, SecurityLimits limits, int left, out bool isBeyond)
    {
        var allowed = (int)Math.Min(left, Math.Max(limits.GrowthFree, (long)part.Content.Length * limits.CanonicalGrowth));
        var type = (part.Header("Content-Type") ?? "").Split(';')[0].Trim().ToLowerInvariant();
        if (type is "text/xml" or "application/xml" || type.EndsWith("+xml", StringComparison.Ordinal))
        {
            return CanonicalXml(part.Content, allowed, limits, out isBeyond);
        }

        ReadOnlyMemory<byte>? octets = type.StartsWith("text/", StringComparison.Ordinal) ? WithLineEnds(part.Content, allowed) : part.Content;
        isBeyond = octets is null;
        return octets;
    }

    private static ReadOnlyMemory<byte>? CanonicalXml(ReadOnlyMemory<byte> content, int allowed, SecurityLimits limits, out bool isBeyond)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = content.Length + 1L };
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        using var reader = XmlReader.Create(stream, settings);
        try
        {
            var octets = ExclusiveXml.Within(reader, allowed, limits.AttachmentDepth, limits.NamespaceLength);
            isBeyond = octets is null;
            return octets;
        }
        catch (XmlException)
        {
            isBeyond = false;
            return null;
        }
    }

    private static ReadOnlyMemory<byte>? WithLineEnds(ReadOnlyMemory<byte> content, int allowed)
    {
        var from = content.Span;
        var missing = 0;
        for (var i = 0; i < from.Length; i++)
        {
            missing += IsBareEnd(from, i) ? 1 : 0;
        }

        if (missing == 0)
        {
            return content;
        }

        if ((long)from.Length + missing > allowed)
        {
            return null;
        }

        var lines = new byte[from.Length + missing];
        for (int i = 0, at = 0; i < from.Length; i++)
        {
            if (IsBareEnd(from, i))
            {
                lines[at++] = (byte)'\r';
                lines[at++] = (byte)'\n';
            }
            else
            {
                lines[at++] = from[i];
            }
        }

        return lines;
    }

    private static bool IsBareEnd(ReadOnlySpan<byte> text, int at) => text[at] switch
    {
        (byte)'\n' => at == 0 || text[at - 1] != '\r',
        (byte)'\r' => at + 1 == text.Length || text[at + 1] != '\n',
        _ => false,
    };
}
