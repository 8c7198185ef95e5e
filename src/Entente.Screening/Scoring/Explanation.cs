using Entente.Screening.Index;
using Entente.Screening.Names;

namespace Entente.Screening.Scoring;

/// <summary>Puts the alignment that was scored back onto the names as they were written.</summary>
internal static class Explanation
{
    public static IEnumerable<Finding> Findings(NameOutcome outcome, string declared, string listed)
    {
        yield return new(ScreeningRules.Name, declared, listed, outcome.Likeness, outcome.Name);
        (ScreeningRule, double)[] others =
        [
            (ScreeningRules.NameConflict, outcome.Conflict), (ScreeningRules.NameExtra, outcome.Extra), (ScreeningRules.Number, outcome.Number),
            (ScreeningRules.LegalForm, outcome.LegalForm), (ScreeningRules.SingleWord, outcome.SingleWord),
        ];
        foreach (var (rule, contribution) in others)
        {
            if (contribution < -0.0005)
            {
                yield return new(rule, declared, listed, 0, contribution);
            }
        }
    }

    /// <summary>The pairs of the last comparison in the order of the declared name, then the listed words without counterpart.</summary>
    public static List<TokenPair> Pairs(NameComparison comparison, DeclaredName declared, string listedText, bool isPerson)
    {
        var listed = NameReading.Read(listedText, isPerson);
        var pairs = new List<(int Order, TokenPair Pair)>();
        foreach (var pair in comparison.Pairs)
        {
            pairs.Add((pair.Declared, new(
                Written(declared.Text, declared.Placed, pair.Declared, pair.DeclaredCount),
                Written(listedText, listed, pair.Listed, pair.ListedCount),
                pair.Likeness.Kind,
                Math.Round(pair.Likeness.Value, 3))));
        }

        for (var i = 0; i < declared.Placed.Count; i++)
        {
            if (!comparison.IsDeclaredTaken(i))
            {
                pairs.Add((i, new(Written(declared.Text, declared.Placed, i, 1), "", PairKind.Different, 0)));
            }
        }

        for (var j = 0; j < listed.Count; j++)
        {
            if (!comparison.IsListedTaken(j))
            {
                pairs.Add((1000 + j, new("", Written(listedText, listed, j, 1), PairKind.Different, 0)));
            }
        }

        return [.. pairs.OrderBy(pair => pair.Order).Select(pair => pair.Pair)];
    }

    private static string Written(string text, List<PlacedToken> words, int first, int count)
    {
        var last = words[first + count - 1];
        return text[words[first].Start..(last.Start + last.Length)];
    }
}
