using System.Globalization;

namespace Entente.Node.Console;

/// <summary>A piece of a text that the other text has too, or has not.</summary>
public readonly record struct LetterRun(string Text, bool Differs);

/// <summary>Compares two texts letter by letter: by what a reader sees as one letter, in any script, without regard to case.</summary>
internal static class LetterDifference
{
    /// <summary>Longer texts are not names; they are marked as different whole.</summary>
    private const int Longest = 512;

    public static (IReadOnlyList<LetterRun> Left, IReadOnlyList<LetterRun> Right) Of(string left, string right)
    {
        var a = Letters(left);
        var b = Letters(right);
        if (a.Length > Longest || b.Length > Longest)
        {
            var differ = !string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
            return ([new(left, differ)], [new(right, differ)]);
        }

        var (inA, inB) = Common(a, b);
        return (Runs(a, inA), Runs(b, inB));
    }

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

    private static (bool[] InLeft, bool[] InRight) Common(string[] a, string[] b)
    {
        var longest = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                longest[i, j] = Same(a[i], b[j]) ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        var (inA, inB) = (new bool[a.Length], new bool[b.Length]);
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (Same(a[i], b[j]))
            {
                inA[i++] = inB[j++] = true;
            }
            else if (longest[i + 1, j] >= longest[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return (inA, inB);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static List<LetterRun> Runs(string[] letters, bool[] common)
    {
        var runs = new List<LetterRun>();
        for (var start = 0; start < letters.Length;)
        {
            var end = start + 1;
            while (end < letters.Length && common[end] == common[start])
            {
                end++;
            }

            runs.Add(new(string.Concat(letters[start..end]), !common[start]));
            start = end;
        }

        return runs;
    }
}
