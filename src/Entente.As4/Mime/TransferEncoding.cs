using System.Buffers;
using System.Buffers.Text;

namespace Entente.As4.Mime;

/// <summary>The five transfer encodings of RFC 2045. We send <c>binary</c> only, and take all five.</summary>
internal static class TransferEncoding
{
    /// <summary>Whether the content is in the named encoding; if so, what it means.</summary>
    public static bool TryDecode(string encoding, ReadOnlyMemory<byte> content, out ReadOnlyMemory<byte> decoded)
    {
        decoded = content;
        return encoding.ToLowerInvariant() switch
        {
            "binary" or "8bit" or "7bit" => true,
            "base64" => TryBase64(content.Span, out decoded),
            "quoted-printable" => TryQuotedPrintable(content.Span, out decoded),
            _ => false,
        };
    }

    private static bool TryBase64(ReadOnlySpan<byte> content, out ReadOnlyMemory<byte> decoded)
    {
        var buffer = new byte[Base64.GetMaxDecodedFromUtf8Length(content.Length)];
        var status = Base64.DecodeFromUtf8(content, buffer, out _, out var written);
        decoded = buffer.AsMemory(0, written);
        return status == OperationStatus.Done;
    }

    private static bool TryQuotedPrintable(ReadOnlySpan<byte> content, out ReadOnlyMemory<byte> decoded)
    {
        var buffer = new byte[content.Length];
        var length = 0;
        decoded = default;
        for (var at = 0; at < content.Length; at++)
        {
            if (content[at] != '=')
            {
                buffer[length++] = content[at];
                continue;
            }

            var rest = content[(at + 1)..];
            if (rest.StartsWith("\r\n"u8))
            {
                at += 2;
            }
            else if (rest.Length >= 2 && Convert.FromHexString(rest[..2], buffer.AsSpan(length), out _, out var written) == OperationStatus.Done && written == 1)
            {
                length++;
                at += 2;
            }
            else
            {
                return false;
            }
        }

        decoded = buffer.AsMemory(0, length);
        return true;
    }
}
