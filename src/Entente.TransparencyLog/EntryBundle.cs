using System.Buffers.Binary;

namespace Entente.TransparencyLog;

/// <summary>The entries under one tile of level 0, as a log serves them: each behind its length in two bytes (C2SP tlog-tiles).</summary>
public static class EntryBundle
{
    /// <summary>The longest entry: a log holds commitments, never documents.</summary>
    public const int LongestEntry = ushort.MaxValue;

    public static byte[] Write(IReadOnlyCollection<ReadOnlyMemory<byte>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entries.Count, TileAddress.FullWidth, nameof(entries));
        var bytes = new byte[entries.Sum(entry => 2 + entry.Length)];
        var at = 0;
        foreach (var entry in entries)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Length, LongestEntry, nameof(entries));
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)entry.Length);
            entry.CopyTo(bytes.AsMemory(at + 2));
            at += 2 + entry.Length;
        }

        return bytes;
    }

    /// <summary>The entries; <see langword="null"/> where they are not exactly as many as the address says, to the last byte.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? TryRead(TileAddress address, ReadOnlyMemory<byte> bytes)
    {
        var entries = new List<ReadOnlyMemory<byte>>(address.Width);
        while (bytes.Length > 0 && entries.Count < address.Width)
        {
            var length = bytes.Length < 2 ? int.MaxValue - 2 : BinaryPrimitives.ReadUInt16BigEndian(bytes.Span);
            if (bytes.Length < 2 + length)
            {
                return null;
            }

            entries.Add(bytes.Slice(2, length));
            bytes = bytes[(2 + length)..];
        }

        return address.Level is null && bytes.Length == 0 && entries.Count == address.Width ? entries : null;
    }
}
