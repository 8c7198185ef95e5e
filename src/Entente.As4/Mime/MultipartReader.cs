using System.Diagnostics.CodeAnalysis;
using System.Text;
using Entente.As4.Messaging;

namespace Entente.As4.Mime;

/// <summary>
/// Takes a package apart: plain <c>application/soap+xml</c>, or <c>multipart/related</c> as SOAP with Attachments packs it. Parts that were sent as
/// they are stay windows into the package; only base64 and quoted-printable are copied.
/// </summary>
public static class MultipartReader
{
    private static readonly string[] OnceOnly = ["Content-ID", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition"];

    /// <param name="contentType">The Content-Type of the package, as HTTP carried it.</param>
    /// <param name="body">The package. Parts refer to it, so it MUST NOT be changed while they are used.</param>
    public static bool TryRead(
        string contentType,
        ReadOnlyMemory<byte> body,
        MimeLimits limits,
        [NotNullWhen(true)] out MimePackage? package,
        [NotNullWhen(false)] out EbmsError? error)
    {
        package = null;
        if (contentType.Length > limits.HeaderBytes || !ContentType.TryParse(contentType, out var type))
        {
            error = Broken("The Content-Type cannot be read.");
        }
        else if (body.Length > limits.Bytes)
        {
            error = Broken($"The package has {body.Length} bytes; the limit is {limits.Bytes}.");
        }
        else if (type.MediaType == MimePackage.Soap)
        {
            package = new MimePackage(new MimePart("", [new MimeHeader("Content-Type", contentType)], body), []);
            error = null;
        }
        else if (type.MediaType != MimePackage.Related)
        {
            error = Broken($"The Content-Type is {type.MediaType}; a message is {MimePackage.Related} or {MimePackage.Soap}.");
        }
        else if (!type.Parameters.TryGetValue("boundary", out var boundary) || !IsBoundary(boundary))
        {
            error = Broken("The Content-Type has no boundary, or one that RFC 2046 does not allow.");
        }
        else if (type.Parameters.TryGetValue("type", out var rootType) && !rootType.Equals(MimePackage.Soap, StringComparison.OrdinalIgnoreCase))
        {
            error = Broken($"The parameter type of the Content-Type is not {MimePackage.Soap}.");
        }
        else if ((error = Parts(body, boundary, limits, out var parts)) is null)
        {
            error = Related(parts, type.Parameters.GetValueOrDefault("start"), out package);
        }

        return package is not null;
    }

    /// <summary>An id as Content-ID has it and as the parameter start refers to it: with the angle brackets off.</summary>
    internal static string WithoutBrackets(string id) => id is ['<', .., '>'] ? id[1..^1] : id;

    private static EbmsError? Related(List<MimePart> parts, string? start, out MimePackage? package)
    {
        package = null;
        var root = start is null ? 0 : parts.FindIndex(part => part.ContentId == WithoutBrackets(start));
        if (root < 0)
        {
            return Broken("No part has the Content-ID that the parameter start names.");
        }

        if (!ContentType.TryParse(parts[root].Header("Content-Type") ?? "", out var type) || type.MediaType != MimePackage.Soap)
        {
            return Broken($"The root part is not {MimePackage.Soap}.");
        }

        if (parts.GroupBy(part => part.ContentId, StringComparer.Ordinal).FirstOrDefault(ids => ids.Key.Length > 0 && ids.Count() > 1) is { } twice)
        {
            return Broken($"Two parts have the Content-ID {twice.Key}.");
        }

        package = new MimePackage(parts[root], [.. parts.Take(root), .. parts.Skip(root + 1)]);
        return null;
    }

    private static EbmsError? Parts(ReadOnlyMemory<byte> body, string boundary, MimeLimits limits, out List<MimePart> parts)
    {
        parts = [];
        var delimiter = Encoding.ASCII.GetBytes("\r\n--" + boundary);
        var at = body.Span.StartsWith(delimiter.AsSpan(2)) ? 0 : Find(body.Span, 0, delimiter, out _) + 2;
        if (at < 2 && !body.Span.StartsWith(delimiter.AsSpan(2)))
        {
            return Broken("The boundary does not occur in the package.");
        }

        if (at > limits.MarginBytes)
        {
            return Broken($"More than {limits.MarginBytes} bytes stand before the first boundary.");
        }

        at += delimiter.Length - 2;
        if (!EndsLine(body.Span, ref at, out var last))
        {
            return Broken("The first boundary is not a line of its own.");
        }

        while (!last)
        {
            if (parts.Count == limits.Parts)
            {
                return Broken($"The package has more than {limits.Parts} parts.");
            }

            if (ReadHeaders(body.Span, ref at, limits, out var headers) is { } wrong)
            {
                return wrong;
            }

            // A part without content ends at the line end that closes its headers, hence the step back.
            var end = Find(body.Span, at - 2, delimiter, out var next);
            if (end < 0)
            {
                return Broken("The package ends within a part: the closing boundary is missing.");
            }

            if (ReadPart(headers, body[at..Math.Max(at, end)], out var part) is { } undecodable)
            {
                return undecodable;
            }

            parts.Add(part!);
            at = next;
            EndsLine(body.Span, ref at, out last);
        }

        return parts.Count == 0 ? Broken("The package has no part.")
            : body.Length - at > limits.MarginBytes ? Broken($"More than {limits.MarginBytes} bytes stand after the last boundary.")
            : null;
    }

    /// <summary>Where the next boundary line begins, counted from its line break; a part may contain the boundary as the beginning of a longer line.</summary>
    private static int Find(ReadOnlySpan<byte> body, int from, ReadOnlySpan<byte> delimiter, out int after)
    {
        for (var at = from; at < body.Length;)
        {
            var found = body[at..].IndexOf(delimiter);
            if (found < 0)
            {
                break;
            }

            after = at + found + delimiter.Length;
            var end = after;
            if (EndsLine(body, ref end, out _))
            {
                return at + found;
            }

            at = after;
        }

        after = -1;
        return -1;
    }

    /// <summary>Reads what may follow a boundary: two hyphens on the last, white space, the line end.</summary>
    private static bool EndsLine(ReadOnlySpan<byte> body, ref int at, out bool last)
    {
        last = body[at..].StartsWith("--"u8);
        at += last ? 2 : 0;
        while (at < body.Length && body[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        if (body[at..].StartsWith("\r\n"u8))
        {
            at += 2;
            return true;
        }

        return last && at == body.Length;
    }

    private static EbmsError? ReadHeaders(ReadOnlySpan<byte> body, ref int at, MimeLimits limits, out List<MimeHeader> headers)
    {
        headers = [];
        var window = body.Slice(at, Math.Min(limits.HeaderBytes, body.Length - at));
        int length;
        if (window.StartsWith("\r\n"u8))
        {
            at += 2;
            return null;
        }

        if ((length = window.IndexOf("\r\n\r\n"u8)) < 0)
        {
            return Broken($"The headers of a part do not end, or have more than {limits.HeaderBytes} bytes.");
        }

        var block = window[..length];
        if (block.ContainsAnyExceptInRange((byte)' ', (byte)'~') && HasControl(block))
        {
            return Broken("A header of a part has a character that is not printable ASCII.");
        }

        foreach (var line in Encoding.ASCII.GetString(block).Split("\r\n"))
        {
            if (line is [' ' or '\t', ..] && headers.Count > 0)
            {
                headers[^1] = headers[^1] with { Value = $"{headers[^1].Value} {line.Trim()}".Trim() };
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !ContentType.IsToken(line.AsSpan(0, colon)))
            {
                return Broken("A header of a part has no name.");
            }

            if (headers.Count == limits.Headers)
            {
                return Broken($"A part has more than {limits.Headers} headers.");
            }

            headers.Add(new MimeHeader(line[..colon], line[(colon + 1)..].Trim()));
        }

        var read = headers;
        if (Array.Find(OnceOnly, name => read.Count(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) > 1) is { } twice)
        {
            return Broken($"A part has the header {twice} twice.");
        }

        at += length + 4;
        return null;
    }

    private static bool HasControl(ReadOnlySpan<byte> block)
    {
        for (var at = 0; at < block.Length; at++)
        {
            if (block[at] == '\r' && at + 1 < block.Length && block[at + 1] == '\n')
            {
                at++;
            }
            else if (block[at] is (< (byte)' ' and not (byte)'\t') or > (byte)'~')
            {
                return true;
            }
        }

        return false;
    }

    private static EbmsError? ReadPart(List<MimeHeader> headers, ReadOnlyMemory<byte> content, out MimePart? part)
    {
        var raw = new MimePart("", headers, content);
        var encoding = raw.Header("Content-Transfer-Encoding") ?? "binary";
        part = TransferEncoding.TryDecode(encoding, content, out var decoded)
            ? raw with { ContentId = WithoutBrackets(raw.Header("Content-ID") ?? ""), Content = decoded }
            : null;
        return part is null ? Broken("A part is not in the transfer encoding that it names.") : null;
    }

    /// <summary>RFC 2046, 5.1.1: one to seventy characters of a small set, the last not a space.</summary>
    private static bool IsBoundary(string boundary) =>
        boundary is { Length: >= 1 and <= 70 } and not [.., ' ']
        && boundary.All(letter => char.IsAsciiLetterOrDigit(letter) || "'()+_,-./:=? ".Contains(letter, StringComparison.Ordinal));

    private static EbmsError Broken(string detail) => new(EbmsErrorCode.MimeInconsistency, detail);
}
