using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Entente.Protocol.Faults;

namespace Entente.EvidenceFiles;

/// <summary>One file inside a container.</summary>
/// <param name="Name">Its path, with slashes.</param>
/// <param name="Content">Its bytes; a window into the container where it was read from one.</param>
public sealed record ContainedFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>A ZIP archive in which nothing is compressed and nothing is left to choose: of the same files in the same order there is one archive.</summary>
/// <remarks>Therefore reading accounts for every byte: whatever the files do not determine is compared with what would have been written.</remarks>
internal static partial class StoredZip
{
    private const int LocalSize = 30;
    private const int CentralSize = 46;
    private const int EndSize = 22;
    private const int MostFiles = 60_000;
    private const int LongestName = 200;

    // 1 January 1980, the first day that the format knows; the index says when the file was made.
    private const ushort NoDate = 0x0021;
    private const ushort Version = 10;

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(static n =>
    {
        var value = (uint)n;
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        }

        return value;
    })];

    /// <exception cref="ArgumentException">A name is none, or there twice, or the archive would be larger than is read.</exception>
    public static byte[] Write(IReadOnlyList<ContainedFile> files)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (files.Count > MostFiles || files.FirstOrDefault(file => !IsName(file.Name) || !names.Add(file.Name)) is not null)
        {
            throw new ArgumentException("A name is not of the form, or there twice, or there are too many.", nameof(files));
        }

        var length = files.Sum(file => (long)LocalSize + CentralSize + (2 * file.Name.Length) + file.Content.Length) + EndSize;
        if (length > Array.MaxLength)
        {
            throw new ArgumentException("An archive has at most two gigabytes.", nameof(files));
        }

        var archive = new byte[length];
        var at = 0;
        var central = new List<Directed>(files.Count);
        foreach (var file in files)
        {
            var directed = new Directed(file.Name, Crc(file.Content.Span), file.Content.Length, at);
            at += WriteLocal(archive.AsSpan(at), directed);
            file.Content.Span.CopyTo(archive.AsSpan(at));
            at += file.Content.Length;
            central.Add(directed);
        }

        WriteDirectory(archive.AsSpan(at), central, at);
        return archive;
    }

    /// <summary>Reads an archive to its last byte.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> archive, [NotNullWhen(true)] out IReadOnlyList<ContainedFile>? files, [NotNullWhen(false)] out Fault? fault)
    {
        files = null;
        var span = archive.Span;
        var found = new List<ContainedFile>();
        var central = new List<Directed>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Span<byte> header = stackalloc byte[LocalSize + LongestName];
        var at = 0;
        while (span.Length - at >= LocalSize && span[at..].StartsWith("PK\x03\x04"u8))
        {
            var (nameLength, size) = (BinaryPrimitives.ReadUInt16LittleEndian(span[(at + 26)..]), BinaryPrimitives.ReadUInt32LittleEndian(span[(at + 18)..]));
            if (nameLength > LongestName || span.Length - at - LocalSize < nameLength || span.Length - at - LocalSize - nameLength < size)
            {
                fault = Malformed("A file of the archive goes beyond its end.", at);
                return false;
            }

            var name = Encoding.Latin1.GetString(span.Slice(at + LocalSize, nameLength));
            if (!IsName(name))
            {
                fault = Malformed("A file of the archive has a name that is none of ours: letters, digits, dots and hyphens, in folders, none of them a way out.", at);
                return false;
            }

            if (!names.Add(name) || found.Count == MostFiles)
            {
                fault = Malformed($"{name} is there twice, or there are more than {MostFiles} files.", at);
                return false;
            }

            var content = archive.Slice(at + LocalSize + nameLength, (int)size);
            var directed = new Directed(name, Crc(content.Span), (int)size, at);
            if (!span.Slice(at, WriteLocal(header, directed)).SequenceEqual(header[..(LocalSize + nameLength)]))
            {
                fault = new(FaultCode.EvidenceChanged, $"{name} does not have the check sum, the length or the header that stands before it; or it is compressed, which files of this form are not.", name);
                return false;
            }

            found.Add(new(name, content));
            central.Add(directed);
            at += LocalSize + nameLength + (int)size;
        }

        var directory = new byte[central.Sum(one => CentralSize + one.Name.Length) + EndSize];
        WriteDirectory(directory, central, at);
        if (!span[at..].SequenceEqual(directory))
        {
            fault = Malformed("Behind its files the archive does not have the one directory that belongs to them, or something follows it.", at);
            return false;
        }

        (files, fault) = (found, null);
        return true;
    }

    public static bool IsName(string name) => name.Length is > 0 and <= LongestName && Name().IsMatch(name);

    private static Fault Malformed(string detail, int at) => new(FaultCode.EvidenceMalformed, detail, at.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static int WriteLocal(Span<byte> to, Directed file)
    {
        "PK\x03\x04"u8.CopyTo(to);
        WriteShared(to[4..], file);
        U16(to, 28, 0);
        Encoding.Latin1.GetBytes(file.Name, to[LocalSize..]);
        return LocalSize + file.Name.Length;
    }

    /// <summary>What a file says of itself in both places: version, flags, method, time, date, check sum, both lengths, length of the name.</summary>
    private static void WriteShared(Span<byte> to, Directed file)
    {
        U16(to, 0, Version);
        U16(to, 2, 0);
        U16(to, 4, 0);
        U16(to, 6, 0);
        U16(to, 8, NoDate);
        U32(to, 10, file.Crc);
        U32(to, 14, (uint)file.Length);
        U32(to, 18, (uint)file.Length);
        U16(to, 22, (ushort)file.Name.Length);
    }

    private static void WriteDirectory(Span<byte> to, List<Directed> files, int start)
    {
        var at = 0;
        foreach (var file in files)
        {
            var entry = to[at..];
            "PK\x01\x02"u8.CopyTo(entry);
            U16(entry, 4, Version);
            WriteShared(entry[6..], file);
            entry[30..42].Clear();
            U32(entry, 42, (uint)file.At);
            Encoding.Latin1.GetBytes(file.Name, entry[CentralSize..]);
            at += CentralSize + file.Name.Length;
        }

        var end = to[at..];
        end[..EndSize].Clear();
        "PK\x05\x06"u8.CopyTo(end);
        U16(end, 8, (ushort)files.Count);
        U16(end, 10, (ushort)files.Count);
        U32(end, 12, (uint)at);
        U32(end, 16, (uint)start);
    }

    private static uint Crc(ReadOnlySpan<byte> content)
    {
        var crc = uint.MaxValue;
        foreach (var octet in content)
        {
            crc = (crc >> 8) ^ CrcTable[(crc ^ octet) & 0xFF];
        }

        return ~crc;
    }

    private static void U16(Span<byte> to, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(to[at..], value);

    private static void U32(Span<byte> to, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(to[at..], value);

    // No segment begins with a dot, so none leads out of the folder it is unpacked in.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*\z")]
    private static partial Regex Name();

    private sealed record Directed(string Name, uint Crc, int Length, int At);
}
