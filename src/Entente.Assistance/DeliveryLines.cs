using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Entente.Agreements;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;

namespace Entente.Assistance;

/// <summary>The records of a delivery as they travel: one JSON object a line, each with its category (<c>data</c>) and fields of that category and no others.</summary>
/// <param name="Count">How many.</param>
/// <param name="Given">The fields that are filled in any of them.</param>
public sealed record DeliveryLines(int Count, WordSet<DataField> Given)
{
    public const string Category = "data";

    /// <summary>The fields by category, as messages name them.</summary>
    public static IReadOnlyList<GivenFields> Named(WordSet<DataField> fields) =>
        [.. fields.GroupBy(named => named.Category).Select(group => new GivenFields(Words.Of(group.Key), [.. group.Select(named => named.Word)]))];

    /// <summary>The fields that a message names.</summary>
    public static bool TryRead(IReadOnlyList<GivenFields> given, out WordSet<DataField> fields, [NotNullWhen(false)] out Fault? fault)
    {
        var reader = new WordReader();
        fields = reader.Fields(given, "$.given");
        fault = reader.Fault;
        return fault is null;
    }

    /// <summary>Reads records, or says which line is none or has what the set does not.</summary>
    /// <param name="text">UTF-8, a line break after each record.</param>
    /// <param name="set">The fields that there may be.</param>
    /// <param name="lines">What they are.</param>
    /// <param name="fault">What is wrong with the first that is wrong.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, WordSet<DataField> set, [NotNullWhen(true)] out DeliveryLines? lines, [NotNullWhen(false)] out Fault? fault)
    {
        var (count, given) = (0, default(WordSet<DataField>));
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.IsEmpty)
            {
                continue;
            }

            count++;
            if (Read(line, set, count, ref given) is { } wrong)
            {
                (lines, fault) = (null, wrong);
                return false;
            }
        }

        (lines, fault) = (new(count, given), null);
        return true;
    }

    private static Fault? Read(ReadOnlySpan<byte> line, WordSet<DataField> set, int number, ref WordSet<DataField> given)
    {
        var at = $"line {number}";
        JsonDocument record;
        try
        {
            var reader = new Utf8JsonReader(line);
            record = JsonDocument.ParseValue(ref reader);
            if (reader.BytesConsumed < line.TrimEnd((byte)'\r').Length)
            {
                record.Dispose();
                return new(FaultCode.AssistanceSubscription, "A record is one JSON object on a line.", at);
            }
        }
        catch (JsonException)
        {
            return new(FaultCode.AssistanceSubscription, "A record is one JSON object on a line.", at);
        }

        using (record)
        {
            if (record.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new(FaultCode.AssistanceSubscription, "A record is one JSON object on a line.", at);
            }

            if (!record.RootElement.TryGetProperty(Category, out var named) || named.ValueKind != JsonValueKind.String || !Words.TryParse<DataCategory>(named.GetString()!, out var category))
            {
                return new(FaultCode.AssistanceSubscription, "A record names its category of data.", at);
            }

            // Of a name that stands twice one reader takes the first and another the last, and the two would not have read the same record.
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in record.RootElement.EnumerateObject())
            {
                if (!names.Add(member.Name))
                {
                    return new(FaultCode.AssistanceSubscription, $"A record names {member.Name} once.", at);
                }

                if (member.NameEquals(Category))
                {
                    continue;
                }

                if (!category.TryFind(member.Name, out var field) || !set.Contains(field))
                {
                    return new(FaultCode.AssistanceSubscription, $"The set does not have {Words.Of(category)}.{member.Name}.", at);
                }

                given = given.With(field);
            }
        }

        return null;
    }
}
