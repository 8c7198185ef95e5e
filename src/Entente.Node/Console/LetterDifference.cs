using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Node.Console;

/// <summary>A piece of a text that the other text has too, or has not. Empty and different: the other text has more letters here.</summary>
public readonly record struct LetterRun(string Text, bool Differs);

/// <summary>Compares two texts letter by letter: by what a reader sees as one letter, in any script, without regard to case. Or word by word, exactly.</summary>
internal static partial class LetterDifference
{
    /// <summary>Longer texts are not names; they are marked as different whole.</summary>
    private const int Limit = 512;

    /// <summary>The articles of agreements have a few hundred words.</summary>
    private const int MostWords = 2_000;

    public static (IReadOnlyList<LetterRun> Left, IReadOnlyList<LetterRun> Right) Of(string left, string right) =>
        Of(left, right, Letters(left), Letters(right), Limit, StringComparison.OrdinalIgnoreCase);

    /// <summary>For wordings: a word that differs is marked whole, and case counts.</summary>
    public static (IReadOnlyList<LetterRun> Left, IReadOnlyList<LetterRun> Right) OfWords(string left, string right) =>
        Of(left, right, Words(left), Words(right), MostWords, StringComparison.Ordinal);

    private static (IReadOnlyList<LetterRun> Left, IReadOnlyList<LetterRun> Right) Of(string left, string right, string[] a, string[] b, int limit, StringComparison comparison)
    {
        if (a.Length > limit || b.Length > limit)
        {
            var differ = !string.Equals(left, right, comparison);
            return ([new(left, differ)], [new(right, differ)]);
        }

        return Runs(a, b, Longest(a, b, comparison), comparison);
    }

    /// <summary>Words with the spaces that follow them.</summary>
    private static string[] Words(string text) => [.. Word().Matches(text).Select(word => word.Value)];

    private static string[] Letters(string text)
    {
        var letters = new List<string>(text.Length);
        var rest = StringInfo.GetTextElementEnumerator(text);
        while (rest.MoveNext())
        {
            letters.Add(rest.GetTextElement());
        }

        return [.. letters];
    }

    /// <summary>The length of the longest common subsequence of what follows each pair of positions.</summary>
    private static int[,] Longest(string[] a, string[] b, StringComparison comparison)
    {
        var longest = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                longest[i, j] = string.Equals(a[i], b[j], comparison) ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        return longest;
    }

    private static (List<LetterRun> Left, List<LetterRun> Right) Runs(string[] a, string[] b, int[,] longest, StringComparison comparison)
    {
        var (left, right) = (new List<LetterRun>(), new List<LetterRun>());
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            var (fromA, fromB) = (i, j);
            while (i < a.Length && j < b.Length && string.Equals(a[i], b[j], comparison))
            {
                (i, j) = (i + 1, j + 1);
            }

            if (i > fromA)
            {
                left.Add(new(string.Concat(a[fromA..i]), false));
                right.Add(new(string.Concat(b[fromB..j]), false));
                (fromA, fromB) = (i, j);
            }

            while ((i < a.Length || j < b.Length) && !(i < a.Length && j < b.Length && string.Equals(a[i], b[j], comparison)))
            {
                if (j == b.Length || (i < a.Length && longest[i + 1, j] >= longest[i, j + 1]))
                {
                    i++;
                }
                else
                {
                    j++;
                }
            }

            if (i > fromA || j > fromB)
            {
                left.Add(new(string.Concat(a[fromA..i]), true));
                right.Add(new(string.Concat(b[fromB..j]), true));
            }
        }

        return (left, right);
    }

    [GeneratedRegex(@"\s*\S+\s*")]
    private static partial Regex Word();
}
