using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Protocol.Faults;

namespace Entente.Agreements.Text;

/// <summary>Reads values out of the tree and notes every fault on the way. What it returns after a fault is a stand-in that nobody sees.</summary>
internal sealed class TreeReader(List<Fault> faults)
{
    private const int MostFaults = 100;

    public void Refuse(FaultCode code, Place at, string detail)
    {
        if (faults.Count < MostFaults)
        {
            faults.Add(new(code, detail, at.ToString()));
        }
    }

    /// <summary>The values of a mapping by key, with its shape checked.</summary>
    public Dictionary<string, YamlTree> Mapping(YamlTree tree, AgreementShape shape)
    {
        var found = new Dictionary<string, YamlTree>(StringComparer.Ordinal);
        if (tree is not YamlTree.Mapping mapping)
        {
            Refuse(FaultCode.AgreementMalformed, tree.Place, $"Expected keys and values: {string.Join(", ", shape.Required.Concat(shape.Optional))}.");
            return found;
        }

        foreach (var (key, value) in mapping.Entries)
        {
            if (!shape.Required.Contains(key.Value) && !shape.Optional.Contains(key.Value))
            {
                Refuse(FaultCode.AgreementMalformed, key.Place, $"There is no key {key.Value} in {A(shape.Name)}; its keys are {string.Join(", ", shape.Required.Concat(shape.Optional))}.");
            }

            found[key.Value] = value;
        }

        foreach (var key in shape.Required.Where(key => !found.ContainsKey(key)))
        {
            Refuse(FaultCode.AgreementMalformed, mapping.Place, $"The key {key} of the {shape.Name} is missing.");
        }

        return found;
    }

    public string Line(YamlTree? tree, int longest)
    {
        var text = Prose(tree, longest);
        if (tree is not null && text.Contains('\n', StringComparison.Ordinal))
        {
            Refuse(FaultCode.AgreementMalformed, tree.Place, "Expected one line.");
        }

        return text;
    }

    public string Prose(YamlTree? tree, int longest)
    {
        switch (tree)
        {
            case null:
                return "";
            case YamlTree.Text { Value: var value } when !string.IsNullOrWhiteSpace(value) && value.Length <= longest:
                return value;
            case YamlTree.Text { Value.Length: > 0 }:
                Refuse(FaultCode.AgreementMalformed, tree.Place, $"Expected at most {longest} characters, and some that can be seen.");
                return "";
            default:
                Refuse(FaultCode.AgreementMalformed, tree.Place, "Expected a text.");
                return "";
        }
    }

    /// <summary>A word of a form, such as an id.</summary>
    public string Formed(YamlTree? tree, Regex form, string expected)
    {
        var text = Line(tree, 100);
        if (tree is not null && text.Length > 0 && !form.IsMatch(text))
        {
            Refuse(FaultCode.AgreementWord, tree.Place, $"{Quote(text)} is not {expected}.");
        }

        return text;
    }

    public IReadOnlyList<YamlTree> Items(YamlTree? tree)
    {
        switch (tree)
        {
            case null:
                return [];
            case YamlTree.Sequence { Items.Count: > 0 } sequence:
                return sequence.Items;
            case YamlTree.Sequence:
                Refuse(FaultCode.AgreementMalformed, tree.Place, "The list is empty: leave out what is not meant.");
                return [];
            default:
                Refuse(FaultCode.AgreementMalformed, tree.Place, "Expected a list.");
                return [];
        }
    }

    public TextList Texts(YamlTree? tree, Func<YamlTree, string> read)
    {
        var texts = new List<string>();
        foreach (var item in Items(tree))
        {
            var text = read(item);
            if (text.Length > 0 && texts.Contains(text))
            {
                Refuse(FaultCode.AgreementMalformed, item.Place, $"{Quote(text)} is named twice.");
            }

            texts.Add(text);
        }

        return [.. texts];
    }

    public T? Word<T>(YamlTree? tree)
        where T : struct, Enum
    {
        var text = Line(tree, 100);
        if (tree is null || text.Length == 0)
        {
            return null;
        }

        if (Words.TryParse<T>(text, out var word))
        {
            return word;
        }

        Refuse(FaultCode.AgreementWord, tree.Place, $"{Quote(text)} is not one of {string.Join(", ", Words.All<T>())}.");
        return null;
    }

    public WordSet<T> Set<T>(YamlTree? tree)
        where T : struct, Enum
    {
        WordSet<T> set = [];
        foreach (var item in Items(tree))
        {
            if (Word<T>(item) is { } word)
            {
                if (set.Contains(word))
                {
                    Refuse(FaultCode.AgreementMalformed, item.Place, $"{Words.Of(word)} is named twice.");
                }

                set = set.With(word);
            }
        }

        return set;
    }

    /// <summary>Categories, each with <c>all</c> or some of its fields.</summary>
    public WordSet<DataField> Fields(YamlTree? tree)
    {
        WordSet<DataField> set = [];
        if (tree is not YamlTree.Mapping mapping)
        {
            if (tree is not null)
            {
                Refuse(FaultCode.AgreementMalformed, tree.Place, "Expected categories, each with all or a list of its fields.");
            }

            return set;
        }

        if (mapping.Entries.Count == 0)
        {
            Refuse(FaultCode.AgreementMalformed, mapping.Place, "No category is named.");
        }

        foreach (var (key, value) in mapping.Entries)
        {
            if (!Words.TryParse<DataCategory>(key.Value, out var category))
            {
                Refuse(FaultCode.AgreementWord, key.Place, $"{Quote(key.Value)} is not one of {string.Join(", ", Words.All<DataCategory>())}.");
            }
            else if (value is YamlTree.Text { Value: "all" })
            {
                set = set.Or(category.Fields);
            }
            else
            {
                set = set.Or(Fields(category, value));
            }
        }

        return set;
    }

    public DateOnly? Date(YamlTree? tree)
    {
        var text = Line(tree, 100);
        if (tree is null || text.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1900 and <= 2999)
        {
            return date;
        }

        Refuse(FaultCode.AgreementPeriod, tree.Place, $"{Quote(text)} is not a day, such as 2026-01-31, from 1900 to 2999.");
        return null;
    }

    public int Number(YamlTree? tree, int most)
    {
        var text = Line(tree, 100);
        if (Digits.TryRead(text, most, out var number))
        {
            return number;
        }

        if (tree is not null && text.Length > 0)
        {
            Refuse(FaultCode.AgreementMalformed, tree.Place, $"{Quote(text)} is not a whole number from 1 to {most}.");
        }

        return 1;
    }

    public bool Truth(YamlTree? tree)
    {
        var text = Line(tree, 100);
        if (tree is not null && text.Length > 0 && text is not ("true" or "false"))
        {
            Refuse(FaultCode.AgreementMalformed, tree.Place, $"{Quote(text)} is neither true nor false.");
        }

        return text == "true";
    }

    public Period? Period(YamlTree? tree)
    {
        var text = Line(tree, 100);
        if (tree is null || text.Length == 0)
        {
            return null;
        }

        if (Agreements.Period.TryParse(text, out var period))
        {
            return period;
        }

        Refuse(FaultCode.AgreementDeadline, tree.Place, $"{Quote(text)} is not a deadline, such as 8 hours, 90 days or 5 workingDays.");
        return null;
    }

    public Retention? Retention(YamlTree? tree)
    {
        var text = Line(tree, 100);
        if (tree is null || text.Length == 0)
        {
            return null;
        }

        if (Agreements.Retention.TryParse(text, out var retention))
        {
            return retention;
        }

        Refuse(FaultCode.AgreementRetention, tree.Place, $"{Quote(text)} is not a period of retention, such as P3Y, P6M or P90D.");
        return null;
    }

    public static string Quote(string text) => text.Length > 60 ? $"\"{text[..60]} …\"" : $"\"{text}\"";

    private static string A(string noun) => noun[0] is 'a' or 'i' or 'o' ? "an " + noun : "a " + noun;

    private WordSet<DataField> Fields(DataCategory category, YamlTree tree)
    {
        WordSet<DataField> set = [];
        foreach (var item in Items(tree))
        {
            var text = Line(item, 100);
            if (text.Length == 0)
            {
                continue;
            }

            if (!category.TryFind(text, out var field))
            {
                Refuse(FaultCode.AgreementWord, item.Place, $"{Quote(text)} is no field of {Words.Of(category)}; its fields are {string.Join(", ", category.FieldWords)}.");
                continue;
            }

            if (set.Contains(field))
            {
                Refuse(FaultCode.AgreementMalformed, item.Place, $"{text} is named twice.");
            }

            set = set.With(field);
        }

        return set;
    }
}
