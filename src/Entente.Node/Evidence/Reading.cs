using System.Text.Json;
using Entente.Node.Platform;

namespace Entente.Node.Evidence;

/// <summary>Puts on record what an officer was shown. Modules call it before the answer leaves: no record, no answer.</summary>
internal static class Reading
{
    /// <param name="database">The store.</param>
    /// <param name="actor">Who reads and why.</param>
    /// <param name="act">For example <c>alert.searched</c>.</param>
    /// <param name="subjectKind">The kind of object that is read, for example <c>alert</c>.</param>
    /// <param name="subjectId">The one object that is read; <see langword="null"/> for a search or a list.</param>
    /// <param name="shownIds">The ids of what is shown, never content.</param>
    /// <param name="asked">The question, where one was asked; it is as sensitive as the answer and stands in the record only.</param>
    public static Task<long> RecordAsync(
        Database database, Actor actor, Act act, string subjectKind, string? subjectId, IEnumerable<string> shownIds, string? asked = null) =>
        database.WriteAsync(session => RecordBook.Append(session, actor, act, subjectKind, subjectId, Detail(shownIds, asked)));

    internal static string Detail(IEnumerable<string> shownIds, string? asked)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (asked is not null)
            {
                json.WriteString("asked", asked);
            }

            json.WriteStartArray("shown");
            foreach (var id in shownIds)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
