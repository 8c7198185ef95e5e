using System.Text.RegularExpressions;

namespace Entente.Node.Console;

/// <summary>An English sentence with <c>{0}</c> for a value, which knows its like again, and the same in another language.</summary>
internal sealed partial class SentenceForm
{
    private readonly string[] words;
    private readonly int[] holes;

    public SentenceForm(string english, string told)
    {
        words = Hole().Split(english);
        holes = [.. Hole().Matches(english).Select(hole => hole.ValueSpan[1] - '0')];
        Told = told;
        Weight = words.Sum(part => part.Length);
    }

    public string Told { get; }

    /// <summary>How much of it is words: of two forms that fit, the one that says more is meant.</summary>
    public int Weight { get; }

    public bool BeginsWithWords => words[0].Length > 1;

    /// <summary>The values in the sentence, in the order of their numbers; <see langword="null"/> where it is not of this form.</summary>
    public string[]? ValuesIn(string sentence)
    {
        if (!sentence.StartsWith(words[0], StringComparison.Ordinal))
        {
            return null;
        }

        var values = new string[holes.Length];
        var at = words[0].Length;
        for (var i = 1; i < words.Length; i++)
        {
            var end = i < words.Length - 1 ? sentence.IndexOf(words[i], at, StringComparison.Ordinal)
                : sentence.EndsWith(words[i], StringComparison.Ordinal) ? sentence.Length - words[i].Length : -1;
            if (end < at)
            {
                return null;
            }

            values[holes[i - 1]] = sentence[at..end];
            at = end + words[i].Length;
        }

        return at == sentence.Length ? values : null;
    }

    [GeneratedRegex(@"\{[0-9]\}")]
    private static partial Regex Hole();
}
