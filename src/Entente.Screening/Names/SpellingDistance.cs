namespace Entente.Screening.Names;

/// <summary>
/// How far two words are apart: the cost of turning one into the other, in hundredths of a letter. Slips that ears and keyboards make are
/// cheaper than others: a vowel for a vowel, a doubled letter, <c>k</c> for <c>q</c>; neighbours exchanged count once.
/// </summary>
internal static class SpellingDistance
{
    public const int TooFar = 1_000_000;

    private const int Letter = 100;
    private const int VowelForVowel = 45;
    private const int VowelMore = 60;
    private const int Doubled = 25;
    private const int SilentH = 40;
    private const int Kindred = 60;
    private const int Exchanged = 80;
    private const int VForW = 20;

    private static readonly byte[] Substitution = BuildSubstitution();

    /// <summary>Costs of two Latin words; stops and returns <see cref="TooFar"/> as soon as the cost must exceed <paramref name="most"/>.</summary>
    public static int Between(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int most)
    {
        if (Math.Abs(one.Length - other.Length) * Doubled > most)
        {
            return TooFar;
        }

        var width = other.Length + 1;
        Span<int> rows = stackalloc int[3 * width];
        var before = rows[..width];
        var previous = rows.Slice(width, width);
        var current = rows.Slice(2 * width, width);
        previous[0] = 0;
        for (var j = 1; j < width; j++)
        {
            previous[j] = previous[j - 1] + Gap(other, j - 1);
        }

        for (var i = 1; i <= one.Length; i++)
        {
            var gap = Gap(one, i - 1);
            current[0] = previous[0] + gap;
            var least = current[0];
            for (var j = 1; j < width; j++)
            {
                var (a, b) = (one[i - 1], other[j - 1]);
                var cost = a == b ? previous[j - 1] : Math.Min(
                    previous[j - 1] + Cost(a, b),
                    Math.Min(previous[j] + gap, current[j - 1] + Gap(other, j - 1)));
                if (i > 1 && j > 1 && a == other[j - 2] && b == one[i - 2] && a != b)
                {
                    cost = Math.Min(cost, before[j - 2] + Exchanged);
                }

                current[j] = cost;
                least = Math.Min(least, cost);
            }

            if (least > most)
            {
                return TooFar;
            }

            var free = before;
            before = previous;
            previous = current;
            current = free;
        }

        return previous[^1] <= most ? previous[^1] : TooFar;
    }

    /// <summary>Costs of a word without short vowels against a full one: vowels that only the full word has are nearly free.</summary>
    public static int FromAbjad(ReadOnlySpan<char> abjad, ReadOnlySpan<char> full, int most)
    {
        var width = full.Length + 1;
        Span<int> rows = stackalloc int[2 * width];
        var previous = rows[..width];
        var current = rows.Slice(width, width);
        previous[0] = 0;
        for (var j = 1; j < width; j++)
        {
            previous[j] = previous[j - 1] + (Sound.IsVowel(full[j - 1]) ? j == 1 ? 25 : 6 : Gap(full, j - 1));
        }

        for (var i = 1; i <= abjad.Length; i++)
        {
            var a = abjad[i - 1];
            var drop = a is 'a' or 'h' ? 30 : a is 'w' or 'y' or 'i' ? i == abjad.Length ? 80 : 40 : Letter;
            current[0] = previous[0] + drop;
            for (var j = 1; j < width; j++)
            {
                var b = full[j - 1];
                var replace = a == b ? 0
                    : a == 'w' && b is 'u' or 'o' ? 0
                    : a is 'y' or 'i' && b is 'i' or 'e' or 'y' ? 0
                    : a is 'a' or 'w' or 'y' or 'i' && Sound.IsVowel(b) ? 30
                    : Cost(a, b);
                var more = Sound.IsVowel(b) ? 6 : Gap(full, j - 1);
                current[j] = Math.Min(previous[j - 1] + replace, Math.Min(previous[j] + drop, current[j - 1] + more));
            }

            var free = previous;
            previous = current;
            current = free;
        }

        return previous[^1] <= most ? previous[^1] : TooFar;
    }

    private static int Gap(ReadOnlySpan<char> word, int at)
    {
        var c = word[at];
        return at > 0 && word[at - 1] == c ? Doubled
            : Sound.IsVowel(c) ? VowelMore
            : c == 'h' && at > 0 ? SilentH
            : Letter;
    }

    private static int Cost(char a, char b) => a is >= 'a' and <= 'z' && b is >= 'a' and <= 'z' ? Substitution[((a - 'a') * 26) + b - 'a'] : Letter;

    private static byte[] BuildSubstitution()
    {
        var costs = new byte[26 * 26];
        Array.Fill(costs, (byte)Letter);
        foreach (var (kin, cost) in new[] { ("aeiouy", VowelForVowel), ("kqcgx", Kindred), ("szc", Kindred), ("td", Kindred), ("pb", Kindred), ("fvw", Kindred), ("jgyi", Kindred), ("uvw", Kindred), ("mn", Kindred + 20), ("vw", VForW) })
        {
            foreach (var a in kin)
            {
                foreach (var b in kin)
                {
                    costs[((a - 'a') * 26) + b - 'a'] = (byte)(a == b ? 0 : Math.Min(cost, costs[((a - 'a') * 26) + b - 'a']));
                }
            }
        }

        return costs;
    }
}
