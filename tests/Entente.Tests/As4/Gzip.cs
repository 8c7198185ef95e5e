using System.Buffers.Binary;
using System.IO.Compression;

namespace Entente.Tests.As4;

/// <summary>gzip members, honest and otherwise.</summary>
internal static class Gzip
{
    public static byte[] Of(ReadOnlySpan<byte> content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    public static byte[] Damaged(ReadOnlySpan<byte> content)
    {
        var member = Of(content);
        member[^6] ^= 1; // in the checksum
        return member;
    }

    public static byte[] SayingLength(byte[] member, uint length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(member.AsSpan(^4), length);
        return member;
    }
}
