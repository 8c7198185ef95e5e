using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Entente.Protocol.Faults;

namespace Entente.TransparencyLog;

/// <summary>What the texts of a log have in common: UTF-8, lines that each end in a newline, numbers with one way to write them.</summary>
internal static class StrictText
{
    /// <summary>The text; <see langword="null"/> where the bytes are no UTF-8 or have a control character other than the newline.</summary>
    public static string? TryDecode(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) && !bytes.ContainsAnyInRange((byte)0, (byte)9) && !bytes.ContainsAnyInRange((byte)11, (byte)31) ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The lines before the first empty line, and the bytes after it; <see langword="null"/> where there is no empty line or the lines are no text.</summary>
    /// <param name="longest">How many bytes the lines may have together.</param>
    public static string[]? TryHead(ReadOnlySpan<byte> bytes, int longest, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        var end = bytes[..Math.Min(bytes.Length, longest)].IndexOf("\n\n"u8);
        if (end < 0 || TryDecode(bytes[..end]) is not { } text)
        {
            return null;
        }

        rest = bytes[(end + 2)..];
        return text.Split('\n');
    }

    /// <summary>A decimal number without sign and leading zeros; one beyond 2^63 - 1 is none: no tree has so many leaves.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        return text.Length > 0 && (text.Length == 1 || text[0] != '0') && !text.ContainsAnyExceptInRange('0', '9')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>What stands behind a word and one space; <see langword="null"/> where the line begins otherwise.</summary>
    public static string? After(string line, string word) =>
        line.Length > word.Length && line[word.Length] == ' ' && line.StartsWith(word, StringComparison.Ordinal) ? line[(word.Length + 1)..] : null;

    public static Fault Malformed(string detail, int? line = null) =>
        new(FaultCode.LogMalformed, detail, line is { } number ? string.Create(CultureInfo.InvariantCulture, $"line {number}") : null);
}
