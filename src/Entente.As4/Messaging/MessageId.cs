using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Entente.As4.Messaging;

/// <summary>The id of a message: a msg-id of RFC 2822 (3.6.4) without its angle brackets, for example <c>0198c1f2-…@nl.entente.example</c>.</summary>
public sealed record MessageId
{
    private const int LongestId = 255;

    private static readonly SearchValues<char> AtomCharacters =
        SearchValues.Create("!#$%&'*+-/0123456789=?ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~.");

    private MessageId(string value) => Value = value;

    public string Value { get; }

    /// <summary>A new id that nobody else has: the instant, so that ids sort by time, and 80 random bits.</summary>
    /// <param name="host">What stands behind the <c>@</c>: a name of this node.</param>
    /// <exception cref="FormatException">The host is not the right half of a msg-id.</exception>
    public static MessageId New(DateTimeOffset now, string host, RandomNumberGenerator random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.GetBytes(bytes[6..]);
        var milliseconds = now.ToUnixTimeMilliseconds();
        for (var at = 0; at < 6; at++)
        {
            bytes[at] = (byte)((milliseconds >> (8 * (5 - at))) & 0xFF);
        }

        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return Parse($"{new Guid(bytes, bigEndian: true)}@{host}");
    }

    /// <exception cref="FormatException">The text is no msg-id.</exception>
    public static MessageId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException("Not a message id of RFC 2822.");

    /// <summary>Reads an id. Both halves must be dot-atoms; the right one may be a literal in brackets. Comments, quotes and white space are refused.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MessageId? id)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var valid = text.Length <= LongestId && at > 0 && IsDotAtom(text.AsSpan(0, at)) && (IsDotAtom(text.AsSpan(at + 1)) || IsLiteral(text.AsSpan(at + 1)));
        id = valid ? new MessageId(text) : null;
        return valid;
    }

    public override string ToString() => Value;

    private static bool IsDotAtom(ReadOnlySpan<char> text) =>
        text.Length > 0 && text[0] != '.' && text[^1] != '.' && text.IndexOf("..") < 0 && !text.ContainsAnyExcept(AtomCharacters);

    private static bool IsLiteral(ReadOnlySpan<char> text) =>
        text is ['[', _, .., ']'] && text[1..^1].IndexOfAny("[]\\") < 0 && !text.ContainsAnyExceptInRange('!', '~');
}
