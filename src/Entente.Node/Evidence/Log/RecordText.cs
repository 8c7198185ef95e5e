using System.Globalization;
using System.Text;

namespace Entente.Node.Evidence.Log;

/// <summary>The text of a record that its leaf commits to: a line for each column that has a value, with the number of bytes of the value, so that there is one way to write and one to read it.</summary>
/// <remarks><c>docs/spec/transparency-log.md</c> says the form; it never changes for a record that has a leaf.</remarks>
internal static class RecordText
{
    private const string Head = "entente/record/1\n";

    public static string Of(Record record)
    {
        var text = new StringBuilder(Head);
        Line("seq", record.Seq.ToString(CultureInfo.InvariantCulture));
        Line("at", record.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        Line("act", record.Act);
        Line("officer", record.Officer);
        Line("authority_id", record.AuthorityId);
        Line("authority", record.Authority);
        Line("purpose", record.Purpose.ToString());
        Line("case_reference", record.CaseReference);
        Line("subject_kind", record.SubjectKind);
        Line("subject_id", record.SubjectId);
        Line("detail", record.Detail);
        return text.ToString();

        void Line(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name} {Encoding.UTF8.GetByteCount(value)} {value}\n");
            }
        }
    }

    /// <summary>The values of a record's text by their names; <see langword="null"/> where it is not of the form.</summary>
    public static IReadOnlyDictionary<string, string>? TryRead(string text)
    {
        if (!text.StartsWith(Head, StringComparison.Ordinal))
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(text).AsSpan(Head.Length);
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        while (bytes.Length > 0)
        {
            var name = bytes.IndexOf((byte)' ');
            var count = name < 0 ? -1 : bytes[(name + 1)..].IndexOf((byte)' ');
            if (count < 0 || !int.TryParse(bytes.Slice(name + 1, count), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || bytes.Length - name - count - 3 < length || bytes[name + count + 2 + length] != '\n'
                || !lines.TryAdd(Encoding.UTF8.GetString(bytes[..name]), Encoding.UTF8.GetString(bytes.Slice(name + count + 2, length))))
            {
                return null;
            }

            bytes = bytes[(name + count + 3 + length)..];
        }

        return lines;
    }
}
