using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Node.Evidence.Log;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.TransparencyLog;

namespace Entente.Node.Evidence;

/// <summary>The entry in the log of its sender that a message names: the record of its sending and the salt, with which whoever got the message finds the leaf by itself.</summary>
/// <param name="Origin">The log.</param>
/// <param name="Index">The leaf, from zero.</param>
/// <param name="Record">The record's bytes, in UTF-8.</param>
/// <param name="Salt">32 bytes.</param>
internal sealed record PromisedEntry(string Origin, long Index, string Record, ReadOnlyMemory<byte> Salt)
{
    /// <summary>The property of the message that says it; signed with the message.</summary>
    public const string Property = "log-entry";

    private const string Kind = "message";
    private const int Longest = 16 * 1024;

    public RecordLeaf Leaf => RecordLeaf.Commit(Salt.Span, SHA256.HashData(Encoding.UTF8.GetBytes(Record)));

    /// <summary>Puts the sending on record as its receiver may read it: nothing of officers and cases.</summary>
    /// <returns><see langword="null"/> before this node has a log.</returns>
    public static PromisedEntry? Make(Session session, Act act, string messageId, string detail)
    {
        if (LogStore.Newest(session) is not { } log)
        {
            return null;
        }

        var (record, salt) = RecordBook.Enter(session, Actor.Node("exchange", Purpose.Administration), act, Kind, messageId, detail);
        return new(log.Origin, record.Seq - log.FirstRecord, RecordText.Of(record), salt);
    }

    /// <summary>Reads what a message says; <see langword="null"/> where that is not of the form, or the record is not about this message.</summary>
    public static PromisedEntry? Read(string said, string messageId)
    {
        if (said.Length > Longest || said.Split(' ') is not [{ Length: > 0 } origin, var number, var salt, var record]
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || Decode(salt) is not { Length: RecordLeaf.SaltSize } opened || Decode(record) is not { } bytes)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        return Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes) && RecordText.TryRead(text) is { } lines
            && lines.GetValueOrDefault("subject_kind") == Kind && lines.GetValueOrDefault("subject_id") == messageId
                ? new(origin, index, text, opened)
                : null;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Origin} {Index} {Convert.ToBase64String(Salt.Span)} {Convert.ToBase64String(Encoding.UTF8.GetBytes(Record))}");

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
