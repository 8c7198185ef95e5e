using System.Security.Cryptography;
using System.Text;

namespace Entente.As4.Mime;

/// <summary>Packs a message: plain SOAP without attachments, <c>multipart/related</c> with the SOAP part first otherwise. Everything is sent binary.</summary>
public static class MultipartWriter
{
    /// <returns>The Content-Type to send, and the exact bytes in one array of exactly their length.</returns>
    public static (string ContentType, byte[] Body) Write(MimePackage package, RandomNumberGenerator random)
    {
        if (package.Attachments.Count == 0)
        {
            return (package.Root.Header("Content-Type") ?? $"{MimePackage.Soap}; charset=UTF-8", package.Root.Content.ToArray());
        }

        var nonce = new byte[16];
        random.GetBytes(nonce);
        var boundary = "entente-" + Convert.ToHexStringLower(nonce);
        var parts = package.Attachments.Prepend(package.Root).Select(part => (Head: Head(boundary, part), part.Content)).ToList();
        var tail = Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n");

        var body = new byte[parts.Sum(part => part.Head.Length + part.Content.Length) + tail.Length - 2];
        var at = 0;
        foreach (var (head, content) in parts)
        {
            // The line break before a boundary belongs to the boundary; before the first there is nothing to break.
            var line = at == 0 ? head.AsSpan(2) : head;
            line.CopyTo(body.AsSpan(at));
            content.Span.CopyTo(body.AsSpan(at + line.Length));
            at += line.Length + content.Length;
        }

        tail.CopyTo(body.AsSpan(at));
        var type = new ContentType(MimePackage.Related, new Dictionary<string, string>
        {
            ["type"] = MimePackage.Soap,
            ["boundary"] = boundary,
            ["start"] = $"<{package.Root.ContentId}>",
            ["start-info"] = MimePackage.Soap,
        });
        return (type.ToString(), body);
    }

    private static byte[] Head(string boundary, MimePart part)
    {
        var text = new StringBuilder("\r\n--").Append(boundary).Append("\r\n");
        foreach (var header in part.Headers)
        {
            text.Append(header.Name).Append(": ").Append(header.Value).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
    }
}
