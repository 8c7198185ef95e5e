using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace Entente.As4;

/// <summary>gzip (RFC 1952) as AS4 uses it: one member for one payload.</summary>
internal static class Compression
{
    // Ten bytes of header, a block of at least two, eight of trailer.
    private const int ShortestMember = 20;

    /// <summary>The member of nothing, which <see cref="GZipStream"/> would leave out altogether.</summary>
    private static readonly byte[] Empty = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> content)
    {
        if (content.IsEmpty)
        {
            return Empty;
        }

        // What cannot be compressed grows by five bytes for 16 KiB, so this never grows again.
        using var compressed = new MemoryStream(checked(content.Length + (content.Length >> 10) + 64));
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content.Span);
        }

        var written = compressed.GetBuffer().AsMemory(0, checked((int)compressed.Length));
        return written.Length < compressed.Capacity / 2 ? written.ToArray() : written;
    }

    /// <summary>
    /// Decompresses within a limit. The member says at its end how large it becomes; that claim is judged before a byte is allocated, and what
    /// does not keep to it is refused, so that no payload ever takes more memory than it was allowed.
    /// </summary>
    public static bool TryDecompress(ReadOnlyMemory<byte> compressed, long allowed, out ReadOnlyMemory<byte> content, [NotNullWhen(false)] out string? why)
    {
        content = default;
        if (compressed.Length < ShortestMember)
        {
            why = "A payload that is said to be compressed is too short for gzip.";
            return false;
        }

        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(compressed.Span[^4..]);
        if (claimed > allowed)
        {
            why = $"A payload says that it grows from {compressed.Length} to {claimed} bytes; {allowed} are allowed.";
            return false;
        }

        var buffer = new byte[(int)claimed];
        try
        {
            using var gzip = new GZipStream(new ReadOnlyMemoryStream(compressed), CompressionMode.Decompress);
            var length = gzip.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length < buffer.Length || gzip.ReadByte() >= 0)
            {
                why = "A payload does not decompress to the length that it says.";
                return false;
            }
        }
        catch (InvalidDataException)
        {
            why = "A payload that is said to be compressed is not gzip, or is damaged.";
            return false;
        }

        content = buffer;
        why = null;
        return true;
    }
}
