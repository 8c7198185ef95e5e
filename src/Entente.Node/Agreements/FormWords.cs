using System.Globalization;
using Entente.Agreements;
using Entente.Node.Console;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Entente.Node.Agreements;

/// <summary>The words of the vocabulary in an address. One that no list has is told at its field and counts for nothing.</summary>
internal sealed class FormWords(IEnumerable<KeyValuePair<string, StringValues>> query, Text text, FormErrors errors)
{
    public const string Yes = "yes";

    /// <summary>What is wrong with the address, field by field.</summary>
    public FormErrors Errors => errors;

    private readonly Dictionary<string, StringValues> values = query.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>Whether the field is in the address, also if it is empty: a form was sent.</summary>
    public bool Has(string name) => values.ContainsKey(name);

    public string Line(string name) => values.GetValueOrDefault(name).ToString().Trim();

    public T? One<T>(string name)
        where T : struct, Enum => Line(name) is { Length: > 0 } word ? Parse<T>(name, word) : null;

    public WordSet<T> Several<T>(string name)
        where T : struct, Enum => [.. values.GetValueOrDefault(name).Select(word => Parse<T>(name, word ?? "")).OfType<T>()];

    /// <summary>Whole categories (<c>persons</c>) and single fields (<c>persons.name</c>).</summary>
    public WordSet<DataField> Fields(string name) => values.GetValueOrDefault(name).Aggregate(default(WordSet<DataField>), (fields, word) => fields.Or(FieldsOf(name, word ?? "")));

    public DateOnly Day(string name, DateOnly otherwise)
    {
        var word = Line(name);
        if (DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        if (word.Length > 0)
        {
            errors.Add(name, text["Expected year, month and day, for example 2026-03-24."]);
        }

        return otherwise;
    }

    public void Need(string name, bool isThere, string otherwise)
    {
        if (!isThere && errors.For(name) is null)
        {
            errors.Add(name, otherwise);
        }
    }

    /// <summary>The shortest list of words that <see cref="Fields"/> reads as these fields.</summary>
    public static IEnumerable<string> Of(WordSet<DataField> fields) => fields.GroupBy(field => field.Category).SelectMany(category => category.Count() == category.Key.Fields.Count
        ? [Words.Of(category.Key)]
        : category.Select(field => $"{Words.Of(category.Key)}.{field.Word}"));

    public static string Address(string path, IEnumerable<(string Name, string? Value)> asked) =>
        asked.Where(pair => !string.IsNullOrEmpty(pair.Value)).Aggregate(path, (made, pair) => QueryHelpers.AddQueryString(made, pair.Name, pair.Value!));

    private WordSet<DataField> FieldsOf(string name, string word)
    {
        var parts = word.Split('.');
        if (parts.Length <= 2 && Words.TryParse<DataCategory>(parts[0], out var category))
        {
            if (parts.Length == 1)
            {
                return category.Fields;
            }

            if (category.TryFind(parts[1], out var field))
            {
                return [field];
            }
        }

        Unknown(name, word);
        return [];
    }

    private T? Parse<T>(string name, string word)
        where T : struct, Enum
    {
        if (Words.TryParse<T>(word, out var value))
        {
            return value;
        }

        Unknown(name, word);
        return null;
    }

    private void Unknown(string name, string word) => errors.Add(name, text["This list has no word “{0}”.", word]);
}
